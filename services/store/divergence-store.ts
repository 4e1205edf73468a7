import type { AuditDraft } from '../audit/entry.ts';
import type { OutboxItem } from '../queue/outbox-item.ts';
import { type Divergence, divergenceSchema } from '../sentinel/divergence.ts';
import type { ApprovedState } from './approved-state-store.ts';
import { chainWriter } from './audit-chain.ts';
import { guard } from './guard.ts';
import * as keys from './keys.ts';
import { type RedisClient, StoreError } from './redis.ts';
import { loadScript, runScript } from './script.ts';

const SCRIPT = loadScript('chain.lua', 'divergence.lua');

/** What a closed divergence leaves behind. */
export type Closing =
  /** What was found is what is approved from now on. */
  | { readonly how: 'adopted'; readonly approved: ApprovedState }
  /** What was found is left alone until something else is found. */
  | { readonly how: 'ignored' }
  /** It is over: the mailbox is as approved again, or is no longer there. */
  | { readonly how: 'over' };

export type DivergencePage = { readonly divergences: readonly Divergence[]; readonly total: number };

/** Open divergences, one for each mailbox at most. Each write goes with its audit entry. Throws `StoreError`. */
export type DivergenceStore = {
  /** Open ones, the longest open first. */
  readonly open: (limit: number) => Promise<DivergencePage>;
  readonly get: (objectId: string) => Promise<Divergence | undefined>;
  /** Object ids of all open ones. */
  readonly openIds: () => Promise<readonly string[]>;
  /**
   * Keeps object ids for a second look. They outlive the process that saw them: what moved between two censuses is seen
   * once only, and what was not looked at yet must not be told of as fine.
   */
  readonly suspect: (objectIds: readonly string[]) => Promise<void>;
  /** Some of those kept. */
  readonly suspects: (limit: number) => Promise<readonly string[]>;
  /** How many are kept, and so have not had their second look. */
  readonly suspectCount: () => Promise<number>;
  readonly isSuspect: (objectId: string) => Promise<boolean>;
  /** It has had its second look. */
  readonly clear: (objectId: string) => Promise<void>;
  /** Whether an approver said that exactly this is to be left alone. */
  readonly isIgnored: (divergence: Divergence) => Promise<boolean>;
  /** Opens it in the place of `before`; false when somebody else has changed that meanwhile. */
  readonly put: (after: Divergence, before: Divergence | undefined, audit: AuditDraft) => Promise<boolean>;
  /** False when it is not the open one any more. */
  readonly close: (divergence: Divergence, closing: Closing, audit: AuditDraft) => Promise<boolean>;
};

const markOf = ({ kind, foundHash }: Divergence): string => `${kind} ${foundHash}`;

export function openDivergences(redis: RedisClient, tenant: string): DivergenceStore {
  const key = keys.divergencesKey(tenant);
  const append = chainWriter();
  const places = [
    keys.auditHeadKey(tenant),
    keys.auditStreamKey(tenant),
    key,
    keys.ignoredKey(tenant),
    keys.approvedStatesKey(tenant),
    keys.outboxKey(tenant),
  ];

  async function write(audit: AuditDraft, args: readonly string[]): Promise<boolean> {
    const answer = await append(audit, (head, entry) => {
      const chained = [String(head.seq), head.hash, JSON.stringify(entry), String(entry.seq), entry.hash];
      return runScript(redis, { script: SCRIPT, keys: places, args: [...chained, ...args] });
    });
    return answer[0] === 1;
  }

  return {
    open: guard(async (limit: number) => {
      const found = (await redis.hvals(key)).map(parse);
      found.sort((a, b) => (a.foundAt < b.foundAt ? -1 : a.foundAt > b.foundAt ? 1 : 0));
      return { divergences: found.slice(0, limit), total: found.length };
    }),
    get: guard(async (objectId: string) => {
      const text = await redis.hget(key, objectId.toLowerCase());
      return text === null ? undefined : parse(text);
    }),
    openIds: guard(() => redis.hkeys(key)),
    suspect: guard(async (objectIds: readonly string[]) => {
      if (objectIds.length > 0) await redis.sadd(keys.suspectsKey(tenant), ...objectIds);
    }),
    suspects: guard((limit: number) => redis.srandmember(keys.suspectsKey(tenant), limit)),
    suspectCount: guard(() => redis.scard(keys.suspectsKey(tenant))),
    isSuspect: guard(async (objectId: string) => (await redis.sismember(keys.suspectsKey(tenant), objectId)) === 1),
    clear: guard(async (objectId: string) => void (await redis.srem(keys.suspectsKey(tenant), objectId))),
    isIgnored: guard(async (divergence: Divergence) => {
      return (await redis.hget(keys.ignoredKey(tenant), divergence.objectId)) === markOf(divergence);
    }),
    put: guard((after: Divergence, before: Divergence | undefined, audit: AuditDraft) =>
      write(audit, [after.objectId, before ? textOf(before) : '', textOf(after), '', '', noticeOf(after)]),
    ),
    close: guard((divergence: Divergence, closing: Closing, audit: AuditDraft) => {
      const ignored = closing.how === 'ignored' ? markOf(divergence) : '';
      const approved = closing.how === 'adopted' ? JSON.stringify(closing.approved) : '';
      return write(audit, [divergence.objectId, textOf(divergence), '', ignored, approved, '']);
    }),
  };
}

/** Those who decide are told of what was found. */
function noticeOf({ objectId, foundHash }: Divergence): string {
  const item: OutboxItem = { kind: 'divergence', objectId, foundHash };
  return JSON.stringify(item);
}

/** One spelling, because the script compares texts. */
function textOf(divergence: Divergence): string {
  return JSON.stringify(divergenceSchema.parse(divergence));
}

function parse(text: string): Divergence {
  const parsed = divergenceSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new StoreError('store_unreadable', 'A divergence in the store cannot be read by this version.', {
    cause: parsed.error,
  });
}
