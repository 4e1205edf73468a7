import { isGuid } from '../http/guid.ts';

/** A GUID in lower case; `null` for none, which Exchange writes as null, as nothing or as all zeros. */
export function guidOrNull(value: string | null | undefined): string | null {
  return value && isGuid(value) && !/^[0-]+$/.test(value) ? value.toLowerCase() : null;
}
