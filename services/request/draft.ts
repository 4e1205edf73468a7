import { ArchiveError } from '../archive/archive.ts';
import { archiveSnapshot, readMailboxSnapshot } from '../archive/snapshot-archive.ts';
import type { Order, Seen } from '../change/change.ts';
import { changeOf } from '../change/change-of.ts';
import { lossesOf } from '../mailbox/loss.ts';
import type { Snapshot } from '../mailbox/snapshot.ts';
import { waveRefusal } from '../pilot/wave-limit.ts';
import { type PolicyRule, ruleFor } from '../policy/policy.ts';
import { touchesOf } from '../policy/touches.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { isMailboxSnapshot } from '../snapshot/subject-snapshot.ts';
import { advance } from './advance.ts';
import { auditOfDraft } from './audit-of.ts';
import { newRecord, type Prepared } from './new-record.ts';
import { isSamePerson, type Person, type RequestRecord } from './record.ts';
import type { DraftNeeds, Wish } from './wish.ts';

export type Drafted = { readonly ok: true; readonly record: RequestRecord } | Refusal;

/** Two ids that fall on each other are so rare that meeting this limit means a broken random source. */
const ID_TRIES = 5;

/**
 * Drafts a request: reads its subject afresh, refuses what cannot be, files the snapshot durably, and commits a record
 * that only its requester sees; one that breaks the glass is approved from the start and executed at once. Throws what
 * the store, the archive, Exchange and the directory throw; nothing is half-done, since the commit is one step and
 * comes last.
 */
export async function draftRequest(needs: DraftNeeds, wish: Wish, signal?: AbortSignal): Promise<Drafted> {
  const open = await needs.store.openFor(wish.objectId);
  if (open && !givesWay(open, wish)) return requestOpen(open, wish.requester);
  const tooMany = await waveRefusal(needs, wish);
  if (tooMany) return tooMany;
  const order = orderOf(wish);
  const kind = changeOf(wish.action);
  const seen = await kind.look(needs, order, signal);
  if (!seen) return refuse('mailbox_not_found', { name: wish.objectId });
  const { findings, refusal } = await kind.inspect(needs, { order, seen }, signal);
  if (refusal) return refusal;
  const snapshotHash = await archiveSnapshot(needs.archive, seen.snapshot);
  const baselineHash = wish.action === 'to-on-premises' ? await baselineOf(needs, wish.objectId) : null;
  const losesValues = wish.action === 'to-on-premises' ? await willLose(needs, seen, baselineHash) : false;
  const rule = ruleOf(needs, { order, seen, losesValues });
  const unapprovable = wish.breakGlass ? undefined : await nobodyCanApprove(needs, wish.requester, rule);
  if (unapprovable) return unapprovable;
  return await commitDraft(needs, { wish, order, subject: seen.subject, findings, snapshotHash, baselineHash, rule });
}

function orderOf({ action, kind = 'mailbox', objectId, edits = [] }: Wish): Order {
  return { action, edits, subject: { kind, objectId } };
}

type Weighed = { readonly order: Order; readonly seen: Seen; readonly losesValues: boolean | null };

function ruleOf({ settings }: DraftNeeds, { order, seen, losesValues }: Weighed): PolicyRule {
  return ruleFor(settings.policy, {
    action: order.action,
    kind: order.subject.kind,
    type: seen.subject.type,
    losesValues,
    mailboxes: 1,
    touches: order.action === 'edit' ? touchesOf(order.edits.map(({ name }) => name)) : null,
  });
}

/** `null`: there is nothing to compare with, so what would be lost is unknown. */
async function willLose(
  { archive }: DraftNeeds,
  { snapshot }: Seen,
  baselineHash: string | null,
): Promise<boolean | null> {
  if (!isMailboxSnapshot(snapshot)) return null;
  const atFlip =
    baselineHash === null ? undefined : await readMailboxSnapshot(archive, snapshot.objectId, baselineHash);
  return anyLost(atFlip, snapshot);
}

function anyLost(atFlip: Snapshot | undefined, now: Snapshot): boolean | null {
  return lossesOf(atFlip, now)?.some(({ fate }) => fate === 'lost') ?? null;
}

/** Said at once, not after the request has been posted: a request that nobody may decide helps nobody. */
async function nobodyCanApprove(
  { pools, links }: DraftNeeds,
  requester: Person,
  rule: PolicyRule,
): Promise<Refusal | undefined> {
  if (rule.approvals === 0) return undefined;
  const roles = rule.escalate ? [rule.from, rule.escalate.to] : [rule.from];
  const pool = await Promise.all(roles.map((role) => pools[role].people()));
  const people = new Set(pool.flat().map(links.personOf));
  people.delete(links.personOf(requester.objectId));
  if (people.size >= rule.approvals) return undefined;
  const found = people.size === 0 ? 'nobody' : `only ${people.size}`;
  return refuse('nobody_can_approve', { needed: String(rule.approvals), found });
}

/** What has not begun to run gives way to a break-glass change: an emergency waits for nobody's draft. */
function givesWay({ state }: RequestRecord, { breakGlass }: Wish): boolean {
  return breakGlass === true && state !== 'running';
}

/** Before it is confirmed a request is its requester's alone: others learn that there is one, and no more. */
function requestOpen({ id, subject, confirmedAt, requester }: RequestRecord, asker: Person): Refusal {
  const mailbox = subject.name;
  if (confirmedAt !== null) return refuse('request_open', { id, mailbox });
  return isSamePerson(requester, asker)
    ? refuse('own_draft_open', { id, mailbox })
    : refuse('being_asked', { mailbox });
}

/** The snapshot from when the mailbox went to the cloud, if there is one that can be trusted; else unknown. */
async function baselineOf({ store, archive }: DraftNeeds, objectId: string): Promise<string | null> {
  const hash = await store.baselineOf(objectId);
  if (hash === undefined) return null;
  try {
    return (await readMailboxSnapshot(archive, objectId, hash)) ? hash : null;
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'archive_tampered') return null;
    throw error;
  }
}

async function commitDraft(needs: DraftNeeds, prepared: Prepared): Promise<Drafted> {
  for (let tries = 0; tries < ID_TRIES; tries += 1) {
    const record = newRecord(needs, prepared);
    const item = { request: record.id, version: record.version };
    const committed = await needs.store.commit({
      record,
      expectedVersion: 0,
      audit: auditOfDraft(record),
      outbox: [
        ...(record.state === 'approved' ? [{ kind: 'execute' as const, ...item }] : []),
        { kind: 'cards', ...item },
      ],
    });
    if (committed.ok) return { ok: true, record };
    if (committed.lost === 'mailbox') {
      const holder = await needs.store.get(committed.holder);
      if (holder && !givesWay(holder, prepared.wish)) return requestOpen(holder, record.requester);
      if (holder) await advance(needs, holder.id, { kind: 'supersede', by: record.requester });
    }
  }
  throw new Error('No free request id was found.');
}
