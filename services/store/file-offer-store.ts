import { randomUUID } from 'node:crypto';
import * as z from 'zod/v4';
import { ROLES, type Role } from '../people/role.ts';
import { guard } from './guard.ts';
import * as keys from './keys.ts';
import type { RedisClient } from './redis.ts';

const fileSchema = z
  .strictObject({
    name: z.string(),
    contentType: z.string(),
    content: z.string(),
    /** Who may take it: still in this role when they do. */
    who: z.enum(ROLES),
    /** What to type to have it offered again. */
    line: z.string(),
  })
  .readonly();
export type StoredFile = z.infer<typeof fileSchema>;

export type FileTerms = { readonly who: Role; readonly line: string };

/** `again`: it has been taken a moment ago, so this is the same acceptance once more. */
export type TakenFile =
  | { readonly ok: true; readonly file: StoredFile }
  | { readonly ok: false; readonly why: 'gone' | 'again' };

/**
 * Files that wait for somebody to take them. Each belongs to one person, and is found under their id only: whoever else
 * knows the id of a file gets nothing. They end by themselves. Throws `StoreError`.
 */
export type FileOffers = {
  /** Keeps a file for a person and answers with the id to take it by. */
  readonly offer: (objectId: string, file: StoredFile) => Promise<string>;
  /** What a file that waits for this person asks of them, without handing it out; `undefined` when none waits. */
  readonly terms: (objectId: string, id: string) => Promise<FileTerms | undefined>;
  /** Hands the file out once. */
  readonly take: (objectId: string, id: string) => Promise<TakenFile>;
  readonly withdraw: (objectId: string, id: string) => Promise<void>;
};

/** Mailbox values lie no longer in the store than somebody needs to press a button. */
export const OFFER_SECONDS = 3_600;
/** Teams repeats an acceptance that was not answered in time; until then it is known as a repeat. */
const TAKEN_SECONDS = 120;
const TAKEN = 'taken';

export function openFileOffers(redis: RedisClient, tenant: string): FileOffers {
  return {
    offer: guard(async (objectId: string, file: StoredFile) => {
      const id = randomUUID();
      await redis.set(keys.fileOfferKey(tenant, objectId, id), JSON.stringify(file), 'EX', OFFER_SECONDS);
      return id;
    }),
    terms: guard(async (objectId: string, id: string): Promise<FileTerms | undefined> => {
      const text = await redis.get(keys.fileOfferKey(tenant, objectId, id));
      if (text === null || text === TAKEN) return undefined;
      const { who, line } = fileSchema.parse(JSON.parse(text));
      return { who, line };
    }),
    take: guard(async (objectId: string, id: string): Promise<TakenFile> => {
      const key = keys.fileOfferKey(tenant, objectId, id);
      const text = await redis.set(key, TAKEN, 'EX', TAKEN_SECONDS, 'XX', 'GET');
      if (text === null) return { ok: false, why: 'gone' };
      if (text === TAKEN) return { ok: false, why: 'again' };
      return { ok: true, file: fileSchema.parse(JSON.parse(text)) };
    }),
    withdraw: guard(async (objectId: string, id: string) => {
      await redis.del(keys.fileOfferKey(tenant, objectId, id));
    }),
  };
}
