import type { Archive } from '../archive/archive.ts';
import { baselineSnapshot } from '../archive/baseline-snapshot.ts';
import type { Finding } from '../mailbox/finding.ts';
import { lossesOf } from '../mailbox/loss.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { takeSnapshot } from '../mailbox/snapshot.ts';
import { handedBack } from '../object/handed-back.ts';
import { directorySyncFinding } from '../preflight/directory-sync-finding.ts';
import { gatherMailboxFacts } from '../preflight/gather-mailbox-facts.ts';
import { gatherTenantFacts } from '../preflight/gather-tenant-facts.ts';
import type { Looking } from '../preflight/looking.ts';
import { moveFinding } from '../preflight/move-finding.ts';
import { offboardingFindings } from '../preflight/offboarding-findings.ts';
import { ownWritebackFindings } from '../preflight/own-writeback-findings.ts';
import type { PreflightSources } from '../preflight/preflight.ts';
import { unwrittenFindings } from '../preflight/unwritten-findings.ts';
import type { RequestRecord } from '../request/record.ts';
import type { RequestReader } from '../store/request-reader.ts';
import { authoritySteps } from './authority-steps.ts';
import type { OffboardStep } from './offboard-report.ts';

export type OffboardSources = PreflightSources & {
  readonly store: Pick<RequestReader, 'historyOf' | 'baselineOf'>;
  readonly archive: Archive;
};

export type Checklist = {
  readonly steps: readonly OffboardStep[];
  /** What has to be handed back first, if anything. */
  readonly handBack: 'mailbox' | 'object' | null;
};

/**
 * What must be true before a mailbox that has just been read moves back on-premises, in the order in which it is done.
 * What could not be asked is `unknown`, never done. Throws what the store and the archive throw.
 */
export async function offboardChecklist(
  sources: OffboardSources,
  mailbox: Mailbox,
  signal?: AbortSignal,
): Promise<Checklist> {
  const { store, clock, rules } = sources;
  const { objectId } = mailbox;
  const [tenant, facts, back, rollback] = await Promise.all([
    gatherTenantFacts(sources, signal),
    gatherMailboxFacts(sources, mailbox, signal),
    handedBack(store, objectId),
    lastRollback(store, objectId),
  ]);
  const { authority } = facts;
  const looking: Looking = { rules, now: clock.now(), direction: 'to-on-premises' };
  const lastSyncAt = tenant.directorySync.kind === 'unknown' ? null : tenant.directorySync.value.lastSyncAt;
  const sync = { rollback, whenChanged: mailbox.whenChanged, lastSyncAt };
  return {
    steps: [
      ...(authority === 'cloud' ? [await carryStep(sources, mailbox)] : []),
      ...authoritySteps({ mailbox, authority, handedBack: back, sync }),
      ...[
        directorySyncFinding(tenant, looking),
        moveFinding(facts, looking),
        ...unwrittenFindings(mailbox, looking),
        ...(authority === 'cloud' ? ownWritebackFindings(facts, tenant, looking) : []),
        ...offboardingFindings(facts, tenant, looking),
      ].map(stepOf),
    ],
    handBack: authority === 'cloud' ? 'mailbox' : authority === 'cloud-object' ? 'object' : null,
  };
}

const LOOKED_AT = 20;

/** The last hand-over of the mailbox's attributes that was carried out, if it went back on-premises. */
async function lastRollback(store: Pick<RequestReader, 'historyOf'>, objectId: string): Promise<RequestRecord | null> {
  const { records } = await store.historyOf(objectId, LOOKED_AT);
  const made = records.find(
    ({ action, readBacks }) => (action === 'to-cloud' || action === 'to-on-premises') && readBacks.length > 0,
  );
  return made?.action === 'to-on-premises' ? made : null;
}

/** What the rollback would lose is carried over before it. */
async function carryStep(sources: OffboardSources, mailbox: Mailbox): Promise<OffboardStep> {
  const atFlip = await baselineSnapshot(sources, mailbox.objectId);
  const lost = lossesOf(atFlip, takeSnapshot(mailbox, sources.clock.now()))?.filter(({ fate }) => fate === 'lost');
  const step = { code: 'carry', remedy: 'Carry the cloud values over to Active Directory first.' };
  const line = `carry ${mailbox.userPrincipalName}`;
  if (lost === undefined) {
    return { ...step, state: 'unknown', sentence: 'What the rollback would lose is not known.', line };
  }
  if (lost.length === 0) {
    return { ...step, state: 'done', sentence: 'The rollback would lose no value.', remedy: null, line: null };
  }
  const count = lost.length === 1 ? '1 value' : `${lost.length} values`;
  return { ...step, state: 'open', sentence: `The rollback would lose ${count} that only the cloud has.`, line };
}

const STATES = { pass: 'done', warn: 'open', block: 'open', unknown: 'unknown' } as const;

function stepOf({ code, level, sentence, remedy }: Finding): OffboardStep {
  return { code, state: STATES[level], sentence, remedy, line: null };
}
