import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TopicOf } from '../../../services/attestation/topic.ts';
import { type Fact, known, notKnown } from '../../../services/preflight/fact.ts';
import type { Check } from '../../../services/readiness/check.ts';
import { readinessReport } from '../../../services/readiness/readiness.ts';
import type { ReadinessFacts } from '../../../services/readiness/readiness-facts.ts';
import { RULES } from '../../../services/rules/rules.ts';
import { censusSummary } from '../../cards/census-samples.ts';
import { attested, job, NOW } from '../preflight/sample-facts.ts';
import { counts, finished, objects, organization, readinessFacts, recipients, reportOf } from './sample-readiness.ts';

function check(code: string, change: Partial<ReadinessFacts> = {}): Check {
  const found = reportOf(change)
    .stages.flatMap(({ checks }) => checks)
    .find((each) => each.code === code);
  assert.ok(found, code);
  return found;
}

function end(of: 'uninstall' | 'shut-down', change: Partial<ReadinessFacts> = {}) {
  const found = reportOf(change).ends.find((each) => each.end === of);
  assert.ok(found);
  return found;
}

const state = (code: string, change: Partial<ReadinessFacts> = {}): string => check(code, change).state;
const countOf = (given: Check): number | null => (given.state === 'open' ? given.count : null);
const none = { cloud: 0, 'on-premises': 0, 'not-synced': 0, unknown: 0 };
const noneOf = notKnown('Exchange Online did not answer in time.');
const word =
  (on: TopicOf<'yes-no'>, fact: Fact<boolean>): ReadinessFacts['wordOn'] =>
  (topic) =>
    topic === on ? fact : attested(true);
const parts = (
  ...all: readonly (readonly [
    'inbound-connector' | 'organization-relationship' | 'migration-endpoint' | 'migration-batch',
    string,
    string,
  ])[]
) => ({
  hybridParts: known(all.map(([kind, name, status]) => ({ kind, name, status }))),
});

describe('The report on the last Exchange server', () => {
  it('has the five stages of Microsoft in order, and each check once', () => {
    const { stages } = reportOf();
    assert.deepEqual(
      stages.map(({ number }) => number),
      [1, 2, 3, 4, 5],
    );
    const codes = stages.flatMap(({ checks }) => checks.map(({ code }) => code));
    assert.equal(new Set(codes).size, codes.length);
    assert.ok(stages.every(({ checks }) => checks.length > 0));
  });

  it('is ready to uninstall when everything is done or attested, and then not ready for the other end', () => {
    assert.equal(end('uninstall').isReady, true);
    assert.equal(end('shut-down').isReady, false, 'new mailboxes begin cloud-managed');
    const kept = { organization: known({ ...organization, isCloudManagedByDefault: false }) };
    assert.equal(end('uninstall', kept).isReady, false);
    assert.equal(end('shut-down', kept).isReady, true);
  });

  it('names Setup /m:Uninstall for one end only, and says never for the other', () => {
    assert.match(end('uninstall').rule, /Setup \/m:Uninstall/);
    assert.match(end('shut-down').rule, /Never uninstall/);
    assert.doesNotMatch(end('shut-down').rule, /Setup \/m:/);
    assert.doesNotMatch(end('uninstall').rule, /Never|shut/);
  });

  it('asks for cloud-managed mailboxes and groups only where the server is uninstalled', () => {
    const left = {
      census: known(censusSummary()),
      recipients: known(recipients({ distributionGroups: counts(4) })),
      organization: known({ ...organization, isCloudManagedByDefault: false }),
    };
    assert.equal(end('uninstall', left).counts.open, 3, 'mailboxes, groups and the default');
    assert.equal(end('shut-down', left).counts.open, 0);
  });

  it('takes the stages in turn: one waits for the first that is not done for either end', () => {
    const waits = (change: Partial<ReadinessFacts> = {}) => reportOf(change).stages.map(({ waitsFor }) => waitsFor);
    assert.deepEqual(waits(), [null, null, null, null, null]);
    assert.deepEqual(waits({ wordOn: word('mx-moved', attested(false)) }), [null, 1, 1, 1, 1]);
    assert.deepEqual(waits({ wordOn: word('mx-moved', noneOf) }), [null, 1, 1, 1, 1], 'unknown is not done');
    assert.deepEqual(waits({ wordOn: word('scp-cleared', attested(false)) }), [null, null, null, 3, 3]);
    const groups = { recipients: known(recipients({ distributionGroups: counts(4) })) };
    assert.deepEqual(waits(groups).slice(0, 4), [null, null, null, null], 'only the other end asks for groups');
  });

  it('does not count what comes after the end', () => {
    const endpoint = parts(['migration-endpoint', 'Hybrid Migration Endpoint', 'ExchangeRemoteMove']);
    assert.equal(state('migration_endpoints', endpoint), 'open');
    assert.equal(end('uninstall', endpoint).isReady, true);
    assert.equal(state('migration_endpoints', parts(['migration-endpoint', 'IMAP', 'IMAP'])), 'done');
  });

  it('edge 54: is unknown wherever nobody could be asked, never done, and each unknown says why and what helps', () => {
    const report = readinessReport(
      {
        ...{ census: noneOf, recipients: noneOf, objects: noneOf, countedAt: noneOf, organization: noneOf },
        ...{ hybridParts: noneOf, writebackJobs: noneOf, wordOn: () => noneOf },
      },
      { rules: RULES, now: NOW },
    );
    for (const each of report.stages.flatMap(({ checks }) => checks)) {
      assert.ok(each.state === 'unknown', each.code);
      assert.match(each.sentence, /did not answer in time/, each.code);
      assert.notEqual(each.help, '', each.code);
    }
    assert.ok(report.ends.every(({ isReady, counts: own }) => !isReady && own.unknown > 5));
    assert.equal(report.progress, null);
  });
});

describe('Mailboxes in the report', () => {
  it('that are still managed on-premises are open, counted by type, with the line that helps', () => {
    const left = check('mailboxes_cloud_managed', { census: known(censusSummary()) });
    assert.ok(left.state === 'open');
    assert.equal(left.count, 121_870);
    assert.match(left.sentence, /101,800 user mailboxes, 14,070 shared mailboxes, 6,000 rooms/);
    assert.equal(left.help, 'request <mailbox>');
  });

  it('of a type that cannot change hands are told apart, in words, and are no part of what is left to hand over', () => {
    const only = (cloud: number, onPremises: number) => ({ ...none, cloud, 'on-premises': onPremises });
    const census = {
      ...finished,
      counts: only(12, 3),
      byType: [
        { name: 'UserMailbox', counts: only(12, 0) },
        { name: 'SchedulingMailbox', counts: only(0, 2) },
        { name: 'LinkedMailbox', counts: only(0, 1) },
      ],
    };
    assert.equal(state('mailboxes_cloud_managed', { census: known(census) }), 'done');
    const left = check('types_cannot_move', { census: known(census) });
    assert.equal(countOf(left), 3);
    assert.equal(left.sentence, '2 scheduling mailboxes, 1 linked mailbox cannot change hands.');
    assert.equal(end('uninstall', { census: known(census) }).isReady, false);
    const { progress } = reportOf({ census: known(census) });
    assert.deepEqual([progress?.all.cloudManaged, progress?.all.synced], [12, 12]);
    assert.deepEqual(
      progress?.byType.map(({ name }) => name),
      ['UserMailbox'],
    );
    assert.equal(state('types_cannot_move'), 'done');
  });

  it('edge 57: of a type that the rules in force let move are left to hand over', () => {
    const counts = { ...none, 'on-premises': 1 };
    const census = known({ ...finished, counts, byType: [{ name: 'LinkedMailbox', counts }] });
    const rules = { ...RULES, movableTypes: { ...RULES.movableTypes, value: ['LinkedMailbox'] } };
    const [first] = readinessReport(readinessFacts({ census }), { rules, now: NOW }).stages;
    const states = new Map(first?.checks.map((each) => [each.code, each.state]));
    assert.deepEqual([states.get('mailboxes_cloud_managed'), states.get('types_cannot_move')], ['open', 'done']);
  });

  it('edge 54: are unknown, not done, when the authority of one could not be read', () => {
    const unread = { ...finished, counts: { ...finished.counts, unknown: 1 } };
    assert.equal(state('mailboxes_cloud_managed', { census: known(unread) }), 'unknown');
  });

  it('edges 42 and 57: may be 600,000, not the 200,000 of the preview, and the day of that rule is shown', () => {
    const many = (cloud: number) => ({ census: known({ ...finished, counts: { ...finished.counts, cloud } }) });
    assert.equal(state('within_limit', many(200_001)), 'done');
    assert.equal(state('within_limit', many(600_000)), 'done');
    assert.equal(countOf(check('within_limit', many(600_001))), 1);
    assert.match(check('within_limit', many(600_000)).sentence, /600,000 mailboxes .*\(as of 3 Aug 2026\)/);
  });

  it('edge 57: a limit that was replaced is the one that counts', () => {
    const cloudManagedLimit = { value: 10, source: 'Contoso', date: '2026-12-01' } as const;
    const report = readinessReport(readinessFacts(), { rules: { ...RULES, cloudManagedLimit }, now: NOW });
    const found = report.stages[0]?.checks.find(({ code }) => code === 'within_limit');
    assert.equal(found?.state, 'open');
  });

  it('edge 58: are never taken for on-premises ones: only mail users with a mailbox elsewhere are', () => {
    assert.equal(state('on_premises_mailboxes'), 'attested');
    const two = { recipients: known(recipients({ onPremisesMailboxes: counts(1, 1) })) };
    const left = check('on_premises_mailboxes', two);
    assert.equal(left.state, 'open', 'whatever was attested');
    assert.equal(countOf(left), 2);
  });

  it('edge 2: none seen in the cloud is not enough: system mailboxes need somebody’s word', () => {
    const silent = { wordOn: word('on-premises-mailboxes-none', notKnown('Nobody has attested it.')) };
    const doubt = check('on_premises_mailboxes', silent);
    assert.ok(doubt.state === 'unknown');
    assert.equal(doubt.help, 'attest on-premises-mailboxes-none yes');
    assert.match(doubt.sentence, /Exchange Online shows none. System mailboxes .* Nobody has attested it/);
    assert.equal(
      state('on_premises_mailboxes', { wordOn: word('on-premises-mailboxes-none', attested(false)) }),
      'open',
    );
  });

  it('edge 23: with an archive in the cloud and the mailbox on-premises are open', () => {
    assert.equal(countOf(check('archives_alone', { recipients: known(recipients({ archives: 3 })) })), 3);
  });
});

describe('Groups, contacts and public folders in the report', () => {
  it('edge 32: are open with the larger of two numbers, and both are shown where they differ', () => {
    const groups = check('distribution_groups', {
      recipients: known(recipients({ distributionGroups: counts(4) })),
      objects: known(objects({ distributionGroups: counts(6) })),
    });
    assert.equal(countOf(groups), 6);
    assert.match(groups.sentence, /6 distribution groups are still synced .*\(Exchange Online: 4, Entra ID: 6\)/);
  });

  it('edge 54: are unknown when one of the two cannot tell and the other sees none', () => {
    assert.equal(state('security_groups', { objects: noneOf }), 'unknown');
    assert.equal(state('contacts', { recipients: noneOf }), 'unknown');
    assert.equal(state('contacts', { recipients: known(recipients({ contacts: counts(0, 1) })) }), 'unknown');
    assert.equal(
      countOf(check('contacts', { recipients: noneOf, objects: known(objects({ contacts: counts(2) })) })),
      2,
    );
  });

  it('public folders are open while Exchange Online leads people on-premises, else as far as it is told', () => {
    const where = (publicFolders: string | null) => ({ organization: known({ ...organization, publicFolders }) });
    assert.equal(state('public_folders', where('Remote')), 'open');
    assert.equal(state('public_folders', where('Local')), 'done');
    assert.equal(state('public_folders', where('None')), 'done');
    assert.equal(state('public_folders', where(null)), 'attested');
    const denied = { ...where('Local'), wordOn: word('public-folders-moved', attested(false)) };
    assert.equal(state('public_folders', denied), 'open', 'a "no" of somebody weighs more');
  });
});

describe('What rests on somebody’s word', () => {
  for (const [code, topic] of [
    ['mx', 'mx-moved'],
    ['autodiscover', 'autodiscover-moved'],
    ['smtp_relay', 'smtp-relay-moved'],
    ['journaling', 'journaling-reviewed'],
    ['writers', 'on-premises-writers-none'],
    ['readers', 'readers-of-unwritten-attributes-none'],
    ['scp', 'scp-cleared'],
    ['hybrid_configuration', 'hybrid-configuration-removed'],
    ['writeback_domains', 'writeback-domains-covered'],
  ] as const) {
    it(`${code} is attested with name and day, open on a no, unknown without a word`, () => {
      const given = check(code);
      assert.ok(given.state === 'attested');
      assert.deepEqual([given.by, given.until], ['Luis Ortega', '2026-12-20T08:00:00.000Z']);
      assert.equal(state(code, { wordOn: word(topic, attested(false)) }), 'open');
      const silent = check(code, { wordOn: word(topic, notKnown('What Ana attested expired on 1 Nov 2026.')) });
      assert.ok(silent.state === 'unknown');
      assert.match(silent.sentence, /expired/);
      assert.equal(silent.help, `attest ${topic} yes`);
    });
  }
});

describe('Writeback in the report', () => {
  it('edge 38: is open when a job is paused, in quarantine, old, failed or without the attribute mail, and when there is none', () => {
    assert.equal(state('writeback'), 'done');
    for (const change of [
      { status: 'Paused' },
      { status: 'Quarantine' },
      { schedule: 'Disabled' },
      { lastRun: 'Failed' },
      { lastRunAt: '2026-11-20T00:00:00.000Z' },
      { mapsMail: false },
    ]) {
      assert.equal(state('writeback', { writebackJobs: known([job(change)]) }), 'open', JSON.stringify(change));
    }
    assert.equal(state('writeback', { writebackJobs: known([]) }), 'open');
    assert.equal(state('writeback', { writebackJobs: known([job({ mapsMail: null })]) }), 'unknown');
  });

  it('edge 39: never tells to restore default mappings without saying what that loses', () => {
    const old = check('writeback', { writebackJobs: known([job({ mapsMail: false })]) });
    assert.ok(old.state === 'open');
    assert.match(old.help, /by hand; note custom mappings and scoping filters first, they are lost/);
  });

  it('edge 44: which domains it covers is never concluded from a job that runs', () => {
    const silent = { wordOn: word('writeback-domains-covered', notKnown('Nobody has attested it.')) };
    assert.equal(state('writeback', silent), 'done');
    assert.equal(state('writeback_domains', silent), 'unknown');
  });
});

describe('The hybrid set-up in the report', () => {
  it('is open by what still stands, with its names, disabled or not', () => {
    const left = check('inbound_connectors', parts(['inbound-connector', 'Inbound from 1f0', 'Disabled']));
    assert.equal(countOf(left), 1);
    assert.match(left.sentence, /Inbound from 1f0 \(Disabled\)/);
    assert.equal(countOf(check('migrations', parts(['migration-batch', 'Wave 1', 'Completed']))), 1);
  });

  it('leaves relationships with partners alone', () => {
    const partner = ['organization-relationship', 'Adatum', 'Enabled'] as const;
    const own = ['organization-relationship', 'O365 to On-premises - 1f0', 'Enabled'] as const;
    const only = check('organization_relationships', parts(partner));
    assert.equal(only.state, 'done');
    assert.match(only.sentence, /1 other one stays/);
    assert.equal(countOf(check('organization_relationships', parts(partner, own))), 1);
  });
});

describe('The last steps in the report', () => {
  it('edge 35: the cloud default is open while nobody has attested that none are created on-premises', () => {
    const silent = { wordOn: word('on-premises-writers-none', notKnown('Nobody has attested it.')) };
    const given = check('default_cloud', silent);
    assert.ok(given.state === 'open');
    assert.match(given.sentence, /without a mail user/);
    assert.match(given.help, /Only Microsoft Support/);
  });

  it('edge 36: says that the default converts nothing, and that switching it off heals nobody', () => {
    const off = { organization: known({ ...organization, isCloudManagedByDefault: false }) };
    assert.match(check('default_cloud', off).sentence, /converts no mailbox that is already there/);
    const other = check('default_on_premises');
    assert.ok(other.state === 'open');
    assert.match(other.help, /does not heal those already affected/);
  });

  it('edge 37: a default that Exchange did not tell is unknown for both ends', () => {
    const untold = { organization: known({ ...organization, isCloudManagedByDefault: null }) };
    assert.equal(state('default_cloud', untold), 'unknown');
    assert.equal(state('default_on_premises', untold), 'unknown');
  });

  it('asks for a count that is not older than a day', () => {
    assert.equal(state('recounted'), 'done');
    assert.equal(state('recounted', { countedAt: known('2026-11-20T02:00:00.000Z') }), 'open');
  });
});

describe('Progress in the report', () => {
  it('has the most numerous groups and one line for the rest, without those that have nothing to hand over', () => {
    const { progress } = reportOf({ census: known(censusSummary()) });
    assert.ok(progress);
    assert.deepEqual(
      progress.byType.map(({ name, cloudManaged, synced }) => [name, cloudManaged, synced]),
      [
        ['UserMailbox', 41_000, 142_807],
        ['SharedMailbox', 18_900, 32_970],
        ['RoomMailbox', 1_300, 7_300],
        ['EquipmentMailbox', 4, 4],
      ],
    );
    const units = Array.from({ length: 50 }, (_, unit) => ({
      name: `Unit ${unit}`,
      counts: { cloud: 1, 'on-premises': 1, 'not-synced': 0, unknown: 0 },
    }));
    const many = reportOf({ census: known(censusSummary({ byUnit: units })) }).progress;
    assert.equal(many?.byUnit.length, 9);
    assert.deepEqual([many?.byUnit[8]?.isRest, many?.byUnit[8]?.cloudManaged], [true, 42]);
  });
});
