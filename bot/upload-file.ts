import { type Dispatcher, errors, request } from 'undici';
import type { Clock } from '../services/clock.ts';

export type Uploaded =
  | { readonly ok: true }
  | { readonly ok: false /** For people and the log. */; readonly code: string };
export type UploadFile = (url: string, content: string) => Promise<Uploaded>;

const PATIENCE_MS = 8_000;
const WHOLE = [200, 201];

/**
 * Puts a whole file to the address that Teams gave for it, in one range (learn.microsoft.com, "Upload bytes to the upload
 * session"). The address itself is the permission, so no token goes with it; redirects are not followed.
 */
export function fileUploader({
  clock,
  dispatcher,
}: {
  readonly clock: Clock;
  readonly dispatcher?: Dispatcher;
}): UploadFile {
  return async (url, content) => {
    const bytes = Buffer.from(content, 'utf8');
    const patience = new AbortController();
    const done = new AbortController();
    void clock.pause(PATIENCE_MS, done.signal).then(() => {
      if (!done.signal.aborted) patience.abort(new errors.HeadersTimeoutError());
    });
    try {
      const { statusCode, body } = await request(url, {
        method: 'PUT',
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': String(bytes.length),
          'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
        },
        body: bytes,
        signal: patience.signal,
        ...(dispatcher ? { dispatcher } : {}),
      });
      await body.dump();
      return WHOLE.includes(statusCode) ? { ok: true } : { ok: false, code: `HTTP ${statusCode}` };
    } catch (error) {
      return { ok: false, code: error instanceof errors.UndiciError ? error.code : 'no answer' };
    } finally {
      done.abort('answered');
    }
  };
}
