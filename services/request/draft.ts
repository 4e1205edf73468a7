import { type Archive, ArchiveError } from '../archive/archive.ts';
import { archiveSnapshot, readSnapshot } from '../archive/snapshot-archive.ts';
import type { Clock } from '../clock.ts';
import type { Directory } from '../directory/directory.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Finding } from '../mailbox/finding.ts';
import { lossesOf } from '../mailbox/loss.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { type Snapshot, takeSnapshot } from '../mailbox/snapshot.ts';
import type { ApproverPool } from '../people/approver-pool.ts';
import type { PeopleLinks } from '../people/people-links.ts';
import { type Policy, type PolicyRule, policyVersion, ruleFor } from '../policy/policy.ts';
import { type Refusal, type RefusalCode, refuse } from '../refusal.ts';
import type { RequestStore } from '../store/request-store.ts';
import { type RequestAction, targetFlag } from './action.ts';
import { auditOfDraft } from './audit-of.ts';
import { after } from './duration.ts';
import { examine } from './examine.ts';
import { planHash } from './plan.ts';
import { isSamePerson, type Person, type RequestRecord } from './record.ts';
import { newRequestId } from './request-id.ts';

export type DraftNeeds = {
  readonly tenant: string;
  readonly store: RequestStore;
  readonly exchange: Exchange;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly settings: RequestSettings;
  /** Who could approve, by the role that a rule asks for. */
  readonly pools: Readonly<Record<PolicyRule['from'], ApproverPool>>;
  readonly links: PeopleLinks;
};

export type RequestSettings = {
  /** ISO 8601 durations: how long a draft waits to be confirmed, and a confirmed request to be decided. */
  readonly confirmWithin: string;
  readonly decideWithin: string;
  readonly policy: Policy;
};

export type Wish = {
  readonly action: RequestAction;
  readonly objectId: string;
  readonly requester: Person;
  readonly reason: string | null;
  /** The conversation where it was typed or clicked. */
  readonly conversation: string;
};

export type Drafted = { readonly ok: true; readonly record: RequestRecord } | Refusal;

/** Two ids that fall on each other are so rare that meeting this limit means a broken random source. */
const ID_TRIES = 5;

/**
 * Drafts a request: reads the mailbox afresh, refuses what cannot be, files the snapshot durably, and commits a
 * record that only its requester sees. Throws what the store, the archive and Exchange throw; nothing is half-done,
 * since the commit is one step and comes last.
 */
export async function draftRequest(needs: DraftNeeds, wish: Wish, signal?: AbortSignal): Promise<Drafted> {
  const open = await needs.store.openFor(wish.objectId);
  if (open) return requestOpen(open, wish.requester);
  const mailbox = await needs.exchange.read(wish.objectId, signal);
  if (!mailbox) return refuse('mailbox_not_found', { name: wish.objectId });
  const { findings } = await examine(needs, mailbox, signal);
  const refusal = blocked(mailbox, findings) ?? alreadySo(mailbox, wish.action);
  if (refusal) return refusal;
  const snapshot = takeSnapshot(mailbox, needs.clock.now());
  const snapshotHash = await archiveSnapshot(needs.archive, snapshot);
  const baselineHash = wish.action === 'to-on-premises' ? await baselineOf(needs, mailbox.objectId) : null;
  const rule = ruleFor(needs.settings.policy, {
    action: wish.action,
    type: mailbox.type,
    losesValues: wish.action === 'to-cloud' ? false : await losesValues(needs, snapshot, baselineHash),
  });
  const unapprovable = await nobodyCanApprove(needs, wish.requester, rule);
  if (unapprovable) return unapprovable;
  return await commitDraft(needs, { wish, mailbox, findings, snapshotHash, baselineHash, rule });
}

/** `null`: there is nothing to compare with, so what would be lost is unknown. */
async function losesValues(
  { archive }: DraftNeeds,
  now: Snapshot,
  baselineHash: string | null,
): Promise<boolean | null> {
  const atFlip = baselineHash === null ? undefined : await readSnapshot(archive, now.objectId, baselineHash);
  return lossesOf(atFlip, now)?.some(({ fate }) => fate === 'lost') ?? null;
}

/** Said at once, not after the request has been posted: a request that nobody may decide helps nobody. */
async function nobodyCanApprove(
  { pools, links }: DraftNeeds,
  requester: Person,
  rule: PolicyRule,
): Promise<Refusal | undefined> {
  const people = new Set((await pools[rule.from].people()).map(links.personOf));
  people.delete(links.personOf(requester.objectId));
  if (people.size >= rule.approvals) return undefined;
  const found = people.size === 0 ? 'nobody' : `only ${people.size}`;
  return refuse('nobody_can_approve', { needed: String(rule.approvals), found });
}

/** Before it is confirmed a request is its requester's alone: others learn that there is one, and no more. */
function requestOpen({ id, mailbox, confirmedAt, requester }: RequestRecord, asker: Person): Refusal {
  const isHidden = confirmedAt === null && !isSamePerson(requester, asker);
  const name = mailbox.userPrincipalName;
  return isHidden ? refuse('being_asked', { mailbox: name }) : refuse('request_open', { id, mailbox: name });
}

const BLOCKING: Readonly<Record<string, RefusalCode>> = {
  not_synced: 'not_synced',
  whole_object: 'whole_object',
  authority_unknown: 'authority_unknown',
  type_cannot_move: 'type_cannot_move',
};

function blocked(mailbox: Mailbox, findings: readonly Finding[]): Refusal | undefined {
  const finding = findings.find(({ level }) => level === 'block');
  if (!finding) return undefined;
  const code = BLOCKING[finding.code] ?? 'authority_unknown';
  return refuse(code, { mailbox: mailbox.userPrincipalName, type: mailbox.type });
}

function alreadySo(mailbox: Mailbox, action: RequestAction): Refusal | undefined {
  if (mailbox.isExchangeCloudManaged !== targetFlag(action)) return undefined;
  const code = action === 'to-cloud' ? 'already_cloud' : 'already_on_premises';
  return refuse(code, { mailbox: mailbox.userPrincipalName });
}

/** The snapshot from when the mailbox went to the cloud, if there is one that can be trusted; else unknown. */
async function baselineOf({ store, archive }: DraftNeeds, objectId: string): Promise<string | null> {
  const hash = await store.baselineOf(objectId);
  if (hash === undefined) return null;
  try {
    return (await readSnapshot(archive, objectId, hash)) ? hash : null;
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'archive_tampered') return null;
    throw error;
  }
}

type Prepared = {
  readonly wish: Wish;
  readonly mailbox: Mailbox;
  readonly findings: readonly Finding[];
  readonly snapshotHash: string;
  readonly baselineHash: string | null;
  readonly rule: PolicyRule;
};

async function commitDraft(needs: DraftNeeds, prepared: Prepared): Promise<Drafted> {
  for (let tries = 0; tries < ID_TRIES; tries += 1) {
    const record = newRecord(needs, prepared);
    const committed = await needs.store.commit({
      record,
      expectedVersion: 0,
      audit: auditOfDraft(record),
      outbox: [{ kind: 'cards', request: record.id, version: record.version }],
    });
    if (committed.ok) return { ok: true, record };
    if (committed.lost === 'mailbox') {
      const holder = await needs.store.get(committed.holder);
      if (holder) return requestOpen(holder, record.requester);
    }
  }
  throw new Error('No free request id was found.');
}

function newRecord({ tenant, clock, settings }: DraftNeeds, prepared: Prepared): RequestRecord {
  const { wish, mailbox, findings, snapshotHash, baselineHash, rule } = prepared;
  const now = clock.now();
  const { objectId, userPrincipalName, displayName, type } = mailbox;
  return {
    schema: 1,
    id: newRequestId(),
    version: 1,
    tenant,
    action: wish.action,
    state: 'drafted',
    mailbox: { objectId, userPrincipalName, displayName, type },
    requester: wish.requester,
    reason: wish.reason,
    snapshotHash,
    baselineHash,
    planHash: planHash({ action: wish.action, objectId, snapshotHash, baselineHash }),
    findings,
    approvalsRequired: rule.approvals,
    policy: recordedRule(settings.policy, rule),
    votes: [],
    draftedAt: now.toISOString(),
    confirmedAt: null,
    changedAt: now.toISOString(),
    expiresAt: after(now, settings.confirmWithin).toISOString(),
    decideWithin: rule.decideWithin ?? settings.decideWithin,
    conversation: wish.conversation,
    heldFrom: null,
    closedBy: null,
    closingReason: null,
    delay: null,
    failure: null,
    driftHash: null,
    receipts: { before: null, after: null },
    writeError: null,
  };
}

/** What a request keeps of its rule. */
function recordedRule(policy: Policy, rule: PolicyRule): RequestRecord['policy'] {
  return {
    version: policyVersion(policy),
    rule: rule.name,
    from: rule.from,
    reasonRequired: rule.reason.required,
    reasonPattern: rule.reason.pattern ?? null,
    reasonExample: rule.reason.example ?? null,
  };
}
