import { request } from 'undici';
import { ArchiveError } from './archive.ts';

/** Where the token for Azure Storage comes from; it keeps and renews it. */
export type ArchiveCredential = { readonly getToken: () => Promise<string> };

export type BlobContainer = {
  readonly url: URL;
  readonly credential: ArchiveCredential;
  /** When one call has taken too long; asked anew for each. */
  readonly deadline: () => AbortSignal;
};

export type BlobCall = {
  readonly method: 'GET' | 'PUT';
  /** Below the container; empty for the container itself. */
  readonly name: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type BlobAnswer = { readonly status: number; readonly code: string | null; readonly text: string };

const VERSION = '2023-11-03';

function addressOf(container: URL, call: BlobCall): URL {
  const address = new URL(container);
  address.pathname = [address.pathname.replace(/\/+$/, ''), call.name].filter((part) => part !== '').join('/');
  address.search = new URLSearchParams(call.query).toString();
  return address;
}

async function ask(container: BlobContainer, call: BlobCall): Promise<BlobAnswer> {
  const answer = await request(addressOf(container.url, call), {
    method: call.method,
    headers: {
      authorization: `Bearer ${await container.credential.getToken()}`,
      'x-ms-version': VERSION,
      'x-ms-date': new Date().toUTCString(),
      ...call.headers,
    },
    body: call.body ?? null,
    signal: container.deadline(),
  });
  const code = answer.headers['x-ms-error-code'];
  return { status: answer.statusCode, code: typeof code === 'string' ? code : null, text: await answer.body.text() };
}

/** One call to the container. Whatever the answer, it is returned; no answer at all is `archive_unavailable`. */
export async function askBlob(container: BlobContainer, call: BlobCall): Promise<BlobAnswer> {
  try {
    return await ask(container, call);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no_answer';
    throw new ArchiveError('archive_unavailable', `Azure Blob Storage could not be reached (${reason}).`, {
      context: { reason, host: container.url.host },
      cause: error,
    });
  }
}

/** What to throw for an answer that was not hoped for. */
export function refusedByBlob(answer: BlobAnswer): ArchiveError {
  const advice =
    answer.status === 401 || answer.status === 403
      ? 'give its identity the role Storage Blob Data Contributor on the container'
      : 'see that the container exists and that ARCHIVE_URL names it';
  return new ArchiveError('archive_unavailable', `Azure Blob Storage refused Steward (${answer.status}): ${advice}.`, {
    context: { status: answer.status, reason: answer.code },
  });
}
