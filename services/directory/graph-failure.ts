import type { ErrorContext } from '../app-error.ts';
import { DirectoryError } from './directory.ts';

/** `directory_unavailable` can pass by itself; the other two need a person. */
export const DIRECTORY_CODES = ['directory_unavailable', 'directory_permission', 'directory_protocol'] as const;
export type DirectoryCode = (typeof DIRECTORY_CODES)[number];

const SENTENCES: Readonly<Record<DirectoryCode, string>> = {
  directory_unavailable: 'The directory could not be asked.',
  directory_permission: 'The directory did not allow Steward to ask this.',
  directory_protocol: 'The directory answered in a way that Steward does not understand.',
};

export function directoryError(code: DirectoryCode, context: ErrorContext = {}): DirectoryError {
  return new DirectoryError(code, SENTENCES[code], { context });
}

/** What a refusal means when its caller has no better reading of it. */
export function codeOfStatus(status: number): DirectoryCode {
  if (status === 401 || status === 403) return 'directory_permission';
  return status === 408 || status === 429 || status >= 500 ? 'directory_unavailable' : 'directory_protocol';
}
