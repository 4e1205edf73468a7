import { isGuid } from '../http/guid.ts';
import { directoryError } from './graph-failure.ts';

/** Identifiers go into paths and bodies as GUIDs in lower case, and as nothing else. @throws DirectoryError */
export function objectIdOf(text: string): string {
  if (!isGuid(text)) throw directoryError('directory_protocol', { question: 'object id' });
  return text.toLowerCase();
}
