import type { ErrorContext } from '../app-error.ts';
import { DirectoryError } from './directory.ts';

/**
 * `directory_unavailable` can pass by itself; the others need a person. Two are about changes only: after
 * `directory_refused` nothing was changed, after `directory_unconfirmed` only reading back can tell.
 */
export const DIRECTORY_CODES = [
  'directory_unavailable',
  'directory_permission',
  'directory_protocol',
  'directory_refused',
  'directory_unconfirmed',
] as const;
export type DirectoryCode = (typeof DIRECTORY_CODES)[number];

const SENTENCES: Readonly<Record<DirectoryCode, string>> = {
  directory_unavailable: 'The directory could not be asked.',
  directory_permission: 'The directory did not allow Steward to ask this.',
  directory_protocol: 'The directory answered in a way that Steward does not understand.',
  directory_refused: 'The directory refused the change, so nothing was changed.',
  directory_unconfirmed: 'The directory did not say whether it made the change: read it back before anything else.',
};

export function directoryError(code: DirectoryCode, context: ErrorContext = {}): DirectoryError {
  return new DirectoryError(code, SENTENCES[code], { context });
}

/** What a refusal means when its caller has no better reading of it. */
export function codeOfStatus(status: number): DirectoryCode {
  if (status === 401 || status === 403) return 'directory_permission';
  return status === 408 || status === 429 || status >= 500 ? 'directory_unavailable' : 'directory_protocol';
}

/**
 * What the answer to a change means when it was no success. A 429 was turned away before anything was done (Microsoft
 * Learn, "Microsoft Graph throttling guidance"); after a 408, a redirect or a 5xx nobody knows.
 */
export function codeOfChange(status: number): DirectoryCode {
  if (status === 401 || status === 403) return 'directory_permission';
  if (status === 429) return 'directory_unavailable';
  return status >= 400 && status < 500 && status !== 408 ? 'directory_refused' : 'directory_unconfirmed';
}
