import { createHash } from 'node:crypto';

/**
 * Remembers what was learnt about a token, by its hash: the token itself is not kept. Bounded: the one that was not
 * asked for longest goes first. Only verified tokens belong in here, or strangers could push them out.
 */
export class TokenMemory<T extends { readonly usableUntil: number }> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  recall(token: string, now: number): T | undefined {
    const key = hash(token);
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (entry.usableUntil <= now) return undefined;
    this.#entries.set(key, entry);
    return entry;
  }

  remember(token: string, entry: T): void {
    this.#entries.set(hash(token), entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limit && oldest !== undefined) this.#entries.delete(oldest);
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
