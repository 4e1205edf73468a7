import { choicesCard } from '../../cards/choices.ts';
import { objectCard } from '../../cards/object.ts';
import { offboardCard } from '../../cards/offboard.ts';
import { requestCard } from '../../cards/request.ts';
import type { SyncedObject } from '../../services/directory/directory-tenant.ts';
import { waitingFinding } from '../../services/object/describe-object.ts';
import type { ObjectDirection } from '../../services/object/object-facts.ts';
import { objectHazards } from '../../services/object/object-hazards.ts';
import type { ObjectReport } from '../../services/object/object-report.ts';
import { OBJECT_STANDINGS } from '../../services/object/object-standing.ts';
import { objectType } from '../../services/object/object-type.ts';
import type { OffboardReport, OffboardStep } from '../../services/offboard/offboard-report.ts';
import type { RequestReport } from '../../services/request/report.ts';
import { ALICE_USER, PARTNER, PLANT_NEWS } from '../support/whole-objects.ts';
import { record, recordIn, summary } from './samples.ts';

// The cards about whole objects, and the checklist for the way back on-premises.

const READ_AT = '2026-11-22T14:32:00.000Z';
const HANDED_BACK = { request: '7Q4K-2M', at: '2026-11-22T14:20:00.000Z', isOverdue: false };

/** As many hazards as an object can have. */
function hazardsOf(object: SyncedObject, direction: ObjectDirection): ObjectReport['findings'] {
  const isBack = direction === 'object-to-on-premises';
  const groups = [{ ...PLANT_NEWS, displayName: 'All Staff' }];
  const members = [{ kind: 'group' as const, objectId: PLANT_NEWS.objectId, displayName: 'Team 1', isSynced: true }];
  return objectHazards({
    object: { ...object, isSynced: !isBack },
    direction,
    isCloudManaged: isBack,
    ...{ members, groups, mailbox: 'cloud-managed' },
  });
}

export function objectReport(object: SyncedObject = PLANT_NEWS, changes: Partial<ObjectReport> = {}): ObjectReport {
  const direction = changes.direction ?? 'object-to-cloud';
  return {
    object,
    type: objectType(object),
    standing: 'synced',
    handedBack: null,
    direction,
    findings: hazardsOf(object, direction),
    members: 1_204,
    lastSyncAt: '2026-11-22T14:10:00.000Z',
    openRequest: null,
    lastRequest: null,
    next: ['request', 'history'],
    readAt: READ_AT,
    ...changes,
  };
}

/** A request about a whole object, as its card gets it. */
export function objectRequest(object: SyncedObject, action: ObjectDirection): RequestReport {
  const { kind, objectId, name, displayName } = object;
  const subject = { kind, objectId, name, displayName, type: objectType(object) };
  const findings = hazardsOf(object, action).filter(({ level }) => level !== 'pass');
  return { record: recordIn('pending', { action, subject, findings }), snapshot: null, losses: [], drift: null };
}

const step = (change: Partial<OffboardStep>): OffboardStep => ({
  code: 'x',
  state: 'done',
  sentence: 'It is synced from on-premises Active Directory.',
  remedy: null,
  line: null,
  ...change,
});

const OPEN = step({
  state: 'open',
  sentence: 'It is still cloud-managed: moved like this, on-premises updates are blocked and its sync breaks.',
  remedy: 'Hand its authority back first.',
  line: 'rollback alice.meyer@contoso.com',
});

const UNKNOWN = step({
  state: 'unknown',
  sentence: "Whether Active Directory has the mailbox's ExchangeGuid cannot be read.",
  remedy: 'Compare with ExchangeGuid of Get-RemoteMailbox and set it there.',
});

export function offboardReport(changes: Partial<OffboardReport> = {}): OffboardReport {
  return {
    mailbox: summary(),
    steps: [step({}), OPEN, UNKNOWN],
    openRequest: null,
    next: ['rollback', 'carry', 'offboard'],
    readAt: READ_AT,
    ...changes,
  };
}

/** So much of everything, with this text in it, that the cards have to cut and to count. */
export const objectFullOf = (text: string): ObjectReport =>
  objectReport(
    { ...PLANT_NEWS, displayName: text, name: text, mail: text },
    {
      type: text.slice(0, 60),
      openRequest: record({ subject: { ...record().subject, name: text, displayName: text } }),
      lastRequest: recordIn('denied', { closingReason: text }),
      findings: Array.from({ length: 20 }, () => ({
        code: 'x',
        level: 'warn',
        sentence: text,
        remedy: text,
        override: 'approver',
      })),
    },
  );

export const offboardFullOf = (text: string): OffboardReport =>
  offboardReport({
    mailbox: summary({ displayName: text, userPrincipalName: text }),
    openRequest: record(),
    steps: Array.from({ length: 30 }, () => step({ state: 'open', sentence: text, remedy: text, line: text })),
  });

const waiting = { ...PARTNER, isSynced: false };
const people = [ALICE_USER, PLANT_NEWS, PARTNER];

export const OBJECT_EXHIBITS = [
  ...OBJECT_STANDINGS.map((standing) => ({
    name: `object-${standing}`,
    card: objectCard(objectReport(PLANT_NEWS, { standing, findings: [], next: ['history'] })),
  })),
  ...people.flatMap((object) =>
    (['object-to-cloud', 'object-to-on-premises'] as const).map((direction) => ({
      name: `object-${object.kind}-${direction}`,
      card: objectCard(objectReport(object, { direction, standing: direction.endsWith('cloud') ? 'synced' : 'cloud' })),
    })),
  ),
  ...[false, true].map((isOverdue) => ({
    name: `object-waiting-contact-${isOverdue ? 'overdue' : 'fresh'}`,
    card: objectCard(
      objectReport(waiting, {
        standing: 'waiting',
        handedBack: { ...HANDED_BACK, isOverdue },
        findings: [waitingFinding(waiting, { ...HANDED_BACK, isOverdue })],
        lastRequest: recordIn(isOverdue ? 'reverted' : 'done', { action: 'object-to-on-premises' }),
        next: ['history'],
      }),
    ),
  })),
  {
    name: 'object-unread',
    card: objectCard(
      objectReport(
        { ...PLANT_NEWS, mail: null, name: PLANT_NEWS.displayName, isMailEnabled: null },
        { standing: 'unknown', members: null, lastSyncAt: null, openRequest: record(), next: [] },
      ),
    ),
  },
  ...people.flatMap((object) =>
    (['object-to-cloud', 'object-to-on-premises'] as const).map((action) => ({
      name: `request-${object.kind}-${action}-hazards`,
      card: requestCard({ report: objectRequest(object, action), audience: 'approver', notice: null }),
    })),
  ),
  {
    name: 'choices-objects',
    card: choicesCard({
      name: 'Plant News',
      nearest: false,
      verb: 'request',
      choices: [
        summary({ displayName: 'Plant News' }),
        summary({ displayName: 'Plant News', primaryAddress: 'plant.news@contoso.com', type: 'Distribution group' }),
      ],
    }),
  },
  {
    name: 'choices-whole',
    card: choicesCard({ name: 'sales', nearest: false, verb: 'rollback', choices: [summary()], whole: true }),
  },
  { name: 'offboard', card: offboardCard(offboardReport()) },
  { name: 'offboard-ready', card: offboardCard(offboardReport({ steps: [step({})], next: ['offboard'] })) },
  {
    name: 'offboard-to-look-at',
    card: offboardCard(offboardReport({ steps: [step({}), UNKNOWN], next: ['offboard'] })),
  },
  {
    name: 'offboard-whole',
    card: offboardCard(
      offboardReport({
        openRequest: record({ action: 'object-to-on-premises' }),
        next: ['rollback-whole', 'offboard'],
      }),
    ),
  },
] as const;
