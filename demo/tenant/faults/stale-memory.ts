// What things were like before the last write, for one stale-read fault.

import type { DirectoryObject } from '../directory/directory-object.ts';

export class StaleMemory {
  readonly objects = new Map<string, DirectoryObject>();
  default: boolean | null = null;

  holdsAnything(): boolean {
    return this.objects.size > 0 || this.default !== null;
  }
}
