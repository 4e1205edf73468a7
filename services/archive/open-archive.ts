import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../app-error.ts';
import type { Archive } from './archive.ts';
import { openBlobArchive } from './blob-archive.ts';
import type { ArchiveCredential } from './blob-request.ts';
import { openFileArchive } from './file-archive.ts';

export type ArchiveOptions = {
  /** Needed for Azure Blob only. */
  readonly credential?: ArchiveCredential;
};

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function wrong(url: string, what: string): AppError {
  const sentence = `ARCHIVE_URL ${what}. Use file:./data/archive for a folder, or https://<account>.blob.core.windows.net/<container>.`;
  return new AppError('configuration', sentence, { context: { variable: 'ARCHIVE_URL', value: withoutQuery(url) } });
}

// A query could hold a shared access signature, and messages go to the log.
const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '');

function folderOf(url: string): string {
  const rest = url.slice('file:'.length);
  if (rest === '') throw wrong(url, 'names no folder');
  if (!rest.startsWith('//')) return resolve(rest);
  try {
    return fileURLToPath(url);
  } catch {
    throw wrong(url, 'is no folder of this machine');
  }
}

function containerOf(url: string): URL {
  const container = URL.parse(url);
  if (!container) throw wrong(url, 'cannot be read');
  if (container.protocol === 'http:' && !LOOPBACK.test(container.hostname)) {
    throw wrong(url, 'must be https: away from this machine');
  }
  if (container.search !== '' || container.hash !== '' || container.username !== '') {
    throw wrong(url, 'must not carry a signature or a password, Steward signs in with its identity');
  }
  if (container.pathname.replaceAll('/', '') === '') throw wrong(url, 'names no container');
  return container;
}

/**
 * The archive that `ARCHIVE_URL` names. `file:./data/archive` is relative to the working directory and taken as it
 * stands; `file:///…` is a URL like any other. Throws `AppError` with code `configuration` for anything unclear.
 */
export function openArchive(url: string, options: ArchiveOptions = {}): Archive {
  if (url.startsWith('file:')) return openFileArchive(folderOf(url));
  if (!/^https?:/.test(url)) throw wrong(url, 'is neither a folder nor a Blob container');
  const container = containerOf(url);
  if (!options.credential) throw wrong(url, 'names a Blob container, but there is no identity to sign in with');
  return openBlobArchive(container, { credential: options.credential });
}
