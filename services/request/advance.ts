import type { Clock } from '../clock.ts';
import type { OutboxItem } from '../queue/outbox-item.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { ApprovedState } from '../store/approved-state-store.ts';
import type { RequestStore } from '../store/request-store.ts';
import { auditOfEvent } from './audit-of.ts';
import type { RequestEvent } from './event.ts';
import { applyEvent } from './machine.ts';
import type { RequestRecord } from './record.ts';

export type Advanced =
  | { readonly ok: true; readonly record: RequestRecord }
  /** `record` is the request as it stands, so that whoever was refused sees the truth; absent when there is none. */
  | { readonly ok: false; readonly refusal: Refusal; readonly record: RequestRecord | undefined };

type Needs = { readonly store: RequestStore; readonly clock: Clock };

/** Losing this often means that the record changes faster than it can be read, which no number of people causes. */
const TRIES = 100;

/**
 * Lets an event happen to a request: reads, applies, commits; when somebody else was faster it looks again and
 * answers for the request as it then stands. Exactly one of many simultaneous events wins. An event that finds the
 * request's time to be up commits the expiry first, so nothing waits for a sweep to become true.
 */
export async function advance(needs: Needs, id: string, event: RequestEvent): Promise<Advanced> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await needs.store.get(id);
    if (!record) return { ok: false, refusal: refuse('request_not_found', { id }), record };
    const applied = applyEvent(record, event, needs.clock.now());
    if (!applied.ok) return await refused(needs, record, applied);
    if (await commit(needs, record, { record: applied.record, event })) return { ok: true, record: applied.record };
  }
  throw new Error(`Request ${id} changed ${TRIES} times while one event was applied to it.`);
}

async function refused(needs: Needs, record: RequestRecord, refusal: Refusal): Promise<Advanced> {
  if (refusal.code !== 'expired') return { ok: false, refusal, record };
  const expired = await advance(needs, record.id, { kind: 'expire' });
  return { ok: false, refusal, record: expired.record ?? record };
}

async function commit(
  { store }: Needs,
  before: RequestRecord,
  after: { readonly record: RequestRecord; readonly event: RequestEvent },
): Promise<boolean> {
  const baseline = baselineAfter(before, after.record);
  const approved = approvedAfter(after.record, after.event);
  const committed = await store.commit({
    record: after.record,
    expectedVersion: before.version,
    audit: auditOfEvent(before, after.record, after.event),
    outbox: outboxOf(before, after.record),
    ...(baseline === undefined ? {} : { baseline }),
    ...(approved ? { approved } : {}),
  });
  return committed.ok;
}

/** Every transition redraws the cards; becoming approved also starts the work. */
function outboxOf(before: RequestRecord, after: RequestRecord): readonly OutboxItem[] {
  const item = { request: after.id, version: after.version };
  const cards: OutboxItem = { kind: 'cards', ...item };
  const isNewlyApproved = after.state === 'approved' && before.state !== 'approved';
  return isNewlyApproved ? [{ kind: 'execute', ...item }, cards] : [cards];
}

/** What was approved and read back is what the sentinel holds the mailbox against from then on. */
function approvedAfter({ id, changedAt }: RequestRecord, event: RequestEvent): ApprovedState | undefined {
  if (event.kind !== 'complete' || event.found === null) return undefined;
  return { request: id, ...event.found, at: changedAt };
}

/** What went to the cloud is remembered by its last on-premises values; what came back is forgotten. */
function baselineAfter(
  before: RequestRecord,
  { action, state, snapshotHash }: RequestRecord,
): string | null | undefined {
  if (state !== 'done' || before.state !== 'running') return undefined;
  if (action === 'to-cloud') return snapshotHash;
  return action === 'to-on-premises' ? null : undefined;
}
