import type { Archive } from '../../../services/archive/archive.ts';
import { archiveSnapshot } from '../../../services/archive/snapshot-archive.ts';
import { buildAfterReceipt, buildBeforeReceipt } from '../../../services/audit/build-receipt.ts';
import { type AuditDraft, type AuditEntry, type ChainHead, chain, EMPTY_HEAD } from '../../../services/audit/entry.ts';
import { fileReceipt } from '../../../services/audit/file-receipt.ts';
import type { AfterReceipt, BeforeReceipt } from '../../../services/audit/receipt.ts';
import { type Snapshot, snapshotHash } from '../../../services/mailbox/snapshot.ts';
import { auditOfDraft, auditOfEvent } from '../../../services/request/audit-of.ts';
import type { RequestEvent } from '../../../services/request/event.ts';
import { applyEvent } from '../../../services/request/machine.ts';
import { planHash } from '../../../services/request/plan.ts';
import type { Person, RequestRecord } from '../../../services/request/record.ts';
import { drafted } from '../../support/lived-request.ts';

// Requests as they are really lived: records from the state machine, entries from the audit table, real receipts.

export const TENANT = '5c1a0b1e-0000-4000-8000-000000000001';
const MAILBOX = '0b7f6a52-0000-4000-8000-00000000000a';
export const ANNA: Person = { objectId: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Anna Berg' };
export const BEN: Person = { objectId: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Ben Okafor' };
export const CLEO: Person = { objectId: 'cccccccc-0000-4000-8000-000000000003', name: 'Cleo Ruiz' };

export function sampleSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 1,
    objectId: MAILBOX,
    exchangeGuid: '11111111-0000-4000-8000-000000000009',
    userPrincipalName: 'jane@contoso.example',
    displayName: 'Jane Doe',
    primaryAddress: 'jane@contoso.example',
    type: 'UserMailbox',
    isDirSynced: true,
    isExchangeCloudManaged: false,
    attributes: {
      PrimarySmtpAddress: 'jane@contoso.example',
      EmailAddresses: ['SMTP:jane@contoso.example', 'smtp:j.doe@contoso.example'],
      CustomAttribute1: 'north',
      CustomAttribute2: null,
      HiddenFromAddressListsEnabled: false,
    },
    takenAt: '2026-11-22T09:00:00.000Z',
    ...change,
  };
}

const minute = (count: number): Date => new Date(Date.UTC(2026, 10, 22, 9, count));

export function draftedRecord(id: string, snapshot: Snapshot, change: Partial<RequestRecord> = {}): RequestRecord {
  const { objectId, userPrincipalName: name, displayName, type } = snapshot;
  const plan = {
    action: 'to-cloud' as const,
    kind: 'mailbox' as const,
    objectId,
    edits: [],
    snapshotHash: snapshotHash(snapshot),
    baselineHash: null,
  };
  return drafted({
    id,
    tenant: TENANT,
    subject: { kind: 'mailbox', objectId, name, displayName, type },
    requester: ANNA,
    snapshotHash: plan.snapshotHash,
    planHash: planHash(plan),
    draftedAt: minute(0).toISOString(),
    changedAt: minute(0).toISOString(),
    expiresAt: minute(15).toISOString(),
    ...change,
  });
}

/** A request being lived: the record as it stands and its entries so far. */
export type Life = { record: RequestRecord; readonly entries: AuditEntry[] };

export type SampleTrail = {
  /** The chain of the tenant, oldest first. */
  readonly entries: AuditEntry[];
  readonly head: () => ChainHead;
  readonly begin: (record: RequestRecord) => Life;
  readonly step: (life: Life, event: RequestEvent) => void;
  readonly setPlace: () => void;
};

export function sampleTrail(): SampleTrail {
  const entries: AuditEntry[] = [];
  const head = (): ChainHead => {
    const last = entries.at(-1);
    return last ? { seq: last.seq, hash: last.hash } : EMPTY_HEAD;
  };
  const write = (draft: AuditDraft): AuditEntry => {
    const entry = chain(head(), draft);
    entries.push(entry);
    return entry;
  };
  return {
    entries,
    head,
    begin: (record) => ({ record, entries: [write(auditOfDraft(record))] }),
    step: (life, event) => {
      const applied = applyEvent(life.record, event, minute(life.record.version));
      if (!applied.ok) throw new Error(`The sample cannot live that: ${applied.code}`);
      life.entries.push(write(auditOfEvent(life.record, applied.record, event)));
      life.record = applied.record;
    },
    setPlace: () => {
      write({
        at: minute(0).toISOString(),
        tenant: TENANT,
        kind: 'approvals_place_set',
        request: null,
        version: null,
        actor: BEN.objectId,
        from: null,
        to: 'a-conversation',
        facts: {},
      });
    },
  };
}

export const confirm: RequestEvent = { kind: 'confirm', by: ANNA, reason: 'moves to the cloud', shown: null };
export const approveBy = (by: Person): RequestEvent => ({ kind: 'approve', by, shown: null });

export type Executed = { readonly life: Life; readonly before: BeforeReceipt; readonly after: AfterReceipt };

/** Lives a request to its end: drafted, confirmed, approved by Ben, started, done; with both receipts on file. */
export async function liveToTheEnd(trail: SampleTrail, archive: Archive, id: string): Promise<Executed> {
  const snapshot = sampleSnapshot();
  await archiveSnapshot(archive, snapshot);
  const life = trail.begin(draftedRecord(id, snapshot));
  trail.step(life, confirm);
  trail.step(life, approveBy(BEN));
  const { record } = life;
  const before = buildBeforeReceipt({
    record,
    snapshot,
    entries: [...life.entries],
    at: record.changedAt,
    steward: '0.1.0',
  });
  await fileReceipt(archive, before);
  trail.step(life, { kind: 'start', beforeReceipt: before.digest });
  const after = buildAfterReceipt({
    record: life.record,
    before,
    outcome: 'done',
    failure: null,
    snapshot: sampleSnapshot({ isExchangeCloudManaged: true, takenAt: minute(9).toISOString() }),
    writeError: null,
    readBack: { at: minute(9).toISOString(), attempts: 2 },
    at: minute(9).toISOString(),
    steward: '0.1.0',
  });
  await fileReceipt(archive, after);
  trail.step(life, { kind: 'complete', afterReceipt: after.digest, writeError: null, lastSyncAt: null, found: null });
  return { life, before, after };
}
