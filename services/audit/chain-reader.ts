import type { ChainHead } from './entry.ts';

// Reads the trail out of Redis a page at a time. Each page comes with the head of the same instant, so a chain that
// grows while it is read is not mistaken for a cut one.

const PAGE = 1000;

/** The part of ioredis that reading needs: a transaction, so that page and head belong together. */
export type ChainTransaction = {
  readonly multi: () => {
    xrange(key: string, from: string, to: string, token: 'COUNT', count: number): unknown;
    hmget(key: string, ...fields: string[]): unknown;
    exec(): Promise<[error: Error | null, result: unknown][] | null>;
  };
};

export type ChainKeys = { readonly stream: string; readonly head: string };

export type ChainReader = {
  /** The entries as JSON texts, oldest first; `undefined` for a stream item that is none. */
  readonly entries: AsyncIterable<string | undefined>;
  /** The head as it stood when the last page was read; `undefined` when there is none. */
  readonly head: () => ChainHead | undefined;
};

type Page = { readonly items: readonly (readonly [string, readonly string[]])[]; readonly head: ChainHead | undefined };

async function readPage(redis: ChainTransaction, keys: ChainKeys, after: string): Promise<Page> {
  const transaction = redis.multi();
  transaction.xrange(keys.stream, after, '+', 'COUNT', PAGE);
  transaction.hmget(keys.head, 'seq', 'hash');
  const results = (await transaction.exec()) ?? [];
  for (const [error] of results) if (error) throw error;
  const [items, head] = results.map(([, result]) => result);
  if (!Array.isArray(items) || !Array.isArray(head)) throw new Error('Redis gave no answer to a transaction.');
  return { items, head: headOf(head[0], head[1]) };
}

function headOf(seq: unknown, hash: unknown): ChainHead | undefined {
  return typeof seq === 'string' && /^\d{1,15}$/.test(seq) && typeof hash === 'string'
    ? { seq: Number(seq), hash }
    : undefined;
}

const entryOf = (fields: readonly string[]): string | undefined =>
  fields.length === 2 && fields[0] === 'entry' ? fields[1] : undefined;

/** Reads the chain from its beginning; holds one page at a time. */
export function chainReader(redis: ChainTransaction, keys: ChainKeys): ChainReader {
  let head: ChainHead | undefined;
  async function* entries(): AsyncGenerator<string | undefined> {
    for (let after = '-'; ; ) {
      const page = await readPage(redis, keys, after);
      head = page.head;
      for (const [, fields] of page.items) yield entryOf(fields);
      const last = page.items.at(-1);
      if (!last || page.items.length < PAGE) return;
      after = `(${last[0]}`;
    }
  }
  return { entries: entries(), head: () => head };
}

/** Only the head, as it stands now. */
export async function readHead(redis: ChainTransaction, keys: ChainKeys): Promise<ChainHead | undefined> {
  return (await readPage(redis, keys, '+')).head;
}
