import type { AuditDraft, AuditEntry, ChainHead } from '../audit/entry.ts';
import type { OutboxItem } from '../queue/outbox-item.ts';
import { owesApproval } from '../request/debt.ts';
import { dueAt } from '../request/due.ts';
import type { RequestRecord } from '../request/record.ts';
import { isOpen, type RequestState } from '../request/state.ts';
import type { ApprovedState } from './approved-state-store.ts';
import { chainWriter } from './audit-chain.ts';
import { guard } from './guard.ts';
import * as keys from './keys.ts';
import type { RedisClient } from './redis.ts';
import { openRequestReader, type RequestReader } from './request-reader.ts';
import { loadScript, runScript } from './script.ts';

const COMMIT = loadScript('chain.lua', 'commit.lua');
const APPEND = loadScript('chain.lua', 'append.lua');

export type Change = {
  readonly record: RequestRecord;
  /** What the record's version was before; 0 for a new request. */
  readonly expectedVersion: number;
  readonly audit: AuditDraft;
  readonly outbox: readonly OutboxItem[];
  /** A new last on-premises state of the mailbox; `null` forgets it; absent leaves it alone. */
  readonly baseline?: string | null;
  /** How the mailbox was read back, as what is approved of it from now on; absent leaves that alone. */
  readonly approved?: ApprovedState;
};

export type Committed =
  | { readonly ok: true }
  | { readonly ok: false; readonly lost: 'version' }
  | { readonly ok: false; readonly lost: 'mailbox'; readonly holder: string };

/**
 * Requests and the audit chain, in Redis. Every write is one script that changes record, audit, indexes and outbox
 * together. Throws `StoreError` when Redis cannot be reached or holds something unreadable; a write that threw may
 * have been committed, so whoever tries again reads first.
 */
export type RequestStore = RequestReader & {
  readonly commit: (change: Change) => Promise<Committed>;
  /** Looks at a request again no earlier than `at`, without anything having happened to it. */
  readonly postpone: (id: string, at: Date) => Promise<void>;
  /** Writes an audit entry that belongs to no request, with the setting it explains. */
  readonly appendAudit: (
    audit: AuditDraft,
    setting?: { readonly name: string; readonly value: string },
  ) => Promise<void>;
};

export function openRequestStore(redis: RedisClient, tenant: string): RequestStore {
  const write = chainWriter();
  return guarded({
    ...openRequestReader(redis, tenant),
    commit: async (change) => {
      const answer = await write(change.audit, (head, entry) =>
        runScript(redis, { script: COMMIT, keys: commitKeys(tenant, change), args: commitArgs(change, head, entry) }),
      );
      if (answer[0] === -3) return { ok: false, lost: 'mailbox', holder: answer[1] };
      return answer[0] === 1 ? { ok: true } : { ok: false, lost: 'version' };
    },
    postpone: async (id, at) => {
      await redis.zadd(keys.dueKey(tenant), 'XX', String(at.getTime()), id);
    },
    appendAudit: async (audit, setting) => {
      const places = [keys.auditHeadKey(tenant), keys.auditStreamKey(tenant), keys.settingsKey(tenant)];
      await write(audit, (head, entry) => {
        const args = [...headArgs(head, entry), setting?.name ?? '', setting?.value ?? ''];
        return runScript(redis, { script: APPEND, keys: places, args });
      });
    },
  });
}

function headArgs(head: ChainHead, entry: AuditEntry): readonly string[] {
  return [String(head.seq), head.hash, JSON.stringify(entry), String(entry.seq), entry.hash];
}

function commitKeys(tenant: string, { record }: Change): readonly string[] {
  const subject = record.subject.objectId;
  return [
    keys.recordKey(tenant, record.id),
    keys.auditHeadKey(tenant),
    keys.auditStreamKey(tenant),
    keys.outboxKey(tenant),
    keys.openKey(tenant),
    keys.dueKey(tenant),
    keys.mailboxLockKey(tenant, subject),
    keys.mailboxHistoryKey(tenant, subject),
    keys.baselineKey(tenant, subject),
    keys.trailKey(tenant, record.id),
    keys.attentionKey(tenant),
    keys.debtsKey(tenant),
    keys.approvedStatesKey(tenant),
    keys.handOversKey(tenant),
  ];
}

function commitArgs(change: Change, head: ChainHead, entry: AuditEntry): readonly string[] {
  const { record, expectedVersion, outbox, baseline } = change;
  return [
    String(expectedVersion),
    String(record.version),
    JSON.stringify(record),
    ...headArgs(head, entry),
    record.id,
    isOpen(record.state) ? '1' : '0',
    String(Date.parse(record.draftedAt)),
    String(dueAt(record)?.getTime() ?? ''),
    baseline === undefined ? '' : (baseline ?? '-'),
    needsAttention(record) ? String(Date.parse(record.changedAt)) : '',
    owesApproval(record) ? String(Date.parse(record.debt?.dueAt ?? record.changedAt)) : '',
    record.subject.objectId.toLowerCase(),
    change.approved ? JSON.stringify(change.approved) : '',
    handOverOf(record),
    ...outbox.map((item) => JSON.stringify(item)),
  ];
}

/** States in which a hand-over was certainly never made. */
const NEVER_MADE: ReadonlySet<RequestState> = new Set(['cancelled', 'denied', 'expired', 'drifted']);

/** Counts against the limit before a pilot from when it is drafted, until it is certain that nothing was handed over. */
function handOverOf({ action, state, draftedAt }: RequestRecord): string {
  if (action !== 'to-cloud') return '';
  return NEVER_MADE.has(state) ? '-' : String(Date.parse(draftedAt));
}

/** What somebody on call has to know of, although it is over: a change that failed, or that did not stay. */
const needsAttention = ({ state }: RequestRecord): boolean => state === 'failed' || state === 'reverted';

/** Whatever the Redis client throws becomes a `StoreError`, so that callers know one kind of failure. */
function guarded(store: RequestStore): RequestStore {
  return {
    get: guard(store.get),
    openFor: guard(store.openFor),
    open: guard(store.open),
    historyOf: guard(store.historyOf),
    due: guard(store.due),
    attention: guard(store.attention),
    debts: guard(store.debts),
    handOversSince: guard(store.handOversSince),
    postpone: guard(store.postpone),
    baselineOf: guard(store.baselineOf),
    trailOf: guard(store.trailOf),
    setting: guard(store.setting),
    commit: guard(store.commit),
    appendAudit: guard(store.appendAudit),
  };
}
