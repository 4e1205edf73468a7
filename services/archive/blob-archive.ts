import { type Archive, ArchiveError } from './archive.ts';
import { archiveConflict } from './archive-conflict.ts';
import { isArchiveName, requireArchiveName } from './archive-name.ts';
import { parseBlobPage } from './blob-list.ts';
import { type ArchiveCredential, askBlob, type BlobAnswer, type BlobContainer, refusedByBlob } from './blob-request.ts';

// The archive as blobs of one Azure container. "Only if nothing is there" is a condition of the write itself, so two
// writers cannot both win. Nothing is ever deleted, so the container may carry an immutability policy.

const PATIENCE_MS = 15_000;
const PAGE = '1000';
/** Starts with a dot, so it is no archive name and no list shows it. */
const PROBE = '.steward-probe';

export type BlobArchiveOptions = {
  readonly credential: ArchiveCredential;
  /** @defaultValue 15 seconds from each call */
  readonly deadline?: () => AbortSignal;
};

function putOnce(container: BlobContainer, name: string, body: string): Promise<BlobAnswer> {
  const headers = { 'if-none-match': '*', 'x-ms-blob-type': 'BlockBlob', 'content-type': 'application/json' };
  return askBlob(container, { method: 'PUT', name, headers, body });
}

const isTaken = (answer: BlobAnswer): boolean => answer.status === 409 || answer.status === 412;

async function readBlob(container: BlobContainer, name: string): Promise<string | undefined> {
  const answer = await askBlob(container, { method: 'GET', name });
  if (answer.status === 200) return answer.text;
  // A container that does not exist also answers 404, and that is not "no such blob".
  if (answer.status === 404 && answer.code === 'BlobNotFound') return undefined;
  throw refusedByBlob(answer);
}

async function writeBlobOnce(container: BlobContainer, name: string, content: string): Promise<void> {
  const answer = await putOnce(container, name, content);
  if (answer.status === 201) return;
  if (!isTaken(answer)) throw refusedByBlob(answer);
  const existing = await readBlob(container, name);
  if (existing === undefined) throw refusedByBlob(answer);
  if (existing !== content) throw archiveConflict(name);
}

async function* listBlobs(container: BlobContainer, prefix: string): AsyncGenerator<string> {
  const fixed = { restype: 'container', comp: 'list', maxresults: PAGE, prefix };
  const seen = new Set<string>();
  for (let marker: string | null = ''; marker !== null; ) {
    const query = marker === '' ? fixed : { ...fixed, marker };
    const answer = await askBlob(container, { method: 'GET', name: '', query });
    if (answer.status !== 200) throw refusedByBlob(answer);
    const page = parseBlobPage(answer.text);
    if (!page || (page.next !== null && seen.has(page.next))) throw unreadableList();
    yield* page.names.filter((name) => name.startsWith(prefix) && isArchiveName(name));
    marker = page.next;
    if (marker !== null) seen.add(marker);
  }
}

function unreadableList(): ArchiveError {
  return new ArchiveError('archive_unavailable', 'Azure Blob Storage sent a list that could not be read: try again.');
}

/** The archive in the container at `url`, for example `https://account.blob.core.windows.net/steward`. */
export function openBlobArchive(url: URL, options: BlobArchiveOptions): Archive {
  const deadline = options.deadline ?? (() => AbortSignal.timeout(PATIENCE_MS));
  const container: BlobContainer = { url, credential: options.credential, deadline };
  return {
    writeOnce: async (name, content) => {
      requireArchiveName(name);
      await writeBlobOnce(container, name, content);
    },
    read: async (name) => {
      requireArchiveName(name);
      return readBlob(container, name);
    },
    list: (prefix) => listBlobs(container, prefix),
    check: async () => {
      const answer = await putOnce(container, PROBE, 'Steward looks whether it can write here.\n');
      if (answer.status !== 201 && !isTaken(answer)) throw refusedByBlob(answer);
    },
  };
}
