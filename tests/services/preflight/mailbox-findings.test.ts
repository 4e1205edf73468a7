import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorityOf } from '../../../services/mailbox/authority.ts';
import type { Finding } from '../../../services/mailbox/finding.ts';
import type { Mailbox } from '../../../services/mailbox/mailbox.ts';
import { known, notKnown } from '../../../services/preflight/fact.ts';
import type { Looking } from '../../../services/preflight/looking.ts';
import type { MailboxFacts } from '../../../services/preflight/mailbox-facts.ts';
import { mailboxFindings } from '../../../services/preflight/mailbox-findings.ts';
import type { TenantFacts } from '../../../services/preflight/tenant-facts.ts';
import { RULES } from '../../../services/rules/rules.ts';
import { attributes, mailbox } from '../../cards/samples.ts';
import { job, looking, mailboxFacts, NOW, synced, tenantFacts } from './sample-facts.ts';

type Case = {
  readonly facts?: Partial<MailboxFacts>;
  readonly mailbox?: Partial<Mailbox>;
  readonly tenant?: Partial<TenantFacts>;
  readonly how?: Partial<Looking>;
};

/** Of a mailbox about which nothing is special. */
const plain = (changes: Mailbox['attributes'] = {}): Mailbox['attributes'] =>
  attributes({ CustomAttribute1: null, CustomAttribute7: null, ExtensionCustomAttribute2: [], ...changes });

function found({ facts = {}, mailbox: change = {}, tenant = {}, how = {} }: Case): ReadonlyMap<string, Finding> {
  const about = mailboxFacts({ mailbox: mailbox({ isLicensed: true, attributes: plain(), ...change }), ...facts });
  const findings = mailboxFindings({ mailbox: about, tenant: tenantFacts(tenant) }, looking(how));
  return new Map(findings.map((finding) => [finding.code, finding]));
}

/** Codes and levels of all that is not simply fine, but for what stands on every hand-over where there is writeback. */
const telling = (given: Case): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...found(given).values()]
      .filter(({ code, level }) => level !== 'pass' && code !== 'first_writeback_unknown')
      .map(({ code, level }) => [code, level]),
  );

const BACK: Case = { facts: { authority: 'cloud' }, how: { direction: 'to-on-premises' } };
const NOTHING = notKnown('Nobody told.');

describe('Whether a mailbox can change hands', () => {
  it('is told where nothing is the matter', () => {
    assert.deepEqual(telling({}), {});
    assert.deepEqual(telling(BACK), { exchange_guid_on_premises: 'unknown' });
  });

  it('edge 40: whether a mailbox that is new to writeback is picked up by itself cannot be read, and is said', () => {
    assert.match(found({}).get('first_writeback_unknown')?.remedy ?? '', /provision it on demand/);
    assert.equal(found({ tenant: { writebackJobs: known([]) } }).has('first_writeback_unknown'), false);
    assert.equal(found(BACK).has('first_writeback_unknown'), false);
  });

  it('edge 46: custom attributes that are set are named, because others decide about them from then on', () => {
    const finding = found({
      mailbox: { attributes: { CustomAttribute1: 'EMEA', ExtensionCustomAttribute2: ['vip'] } },
    });
    assert.match(finding.get('custom_attributes_set')?.sentence ?? '', /^2 custom attributes are set/);
    assert.equal(found({}).has('custom_attributes_set'), false);
    assert.equal(found(BACK).has('custom_attributes_set'), false);
  });

  it('edge 1: a mailbox made in the cloud is refused, and not taken for an on-premises one', () => {
    assert.deepEqual(telling({ facts: { authority: 'cloud-only' } }), { not_synced: 'block' });
  });

  it('edge 2: a mail user or remote mailbox has its mailbox elsewhere', () => {
    for (const type of ['MailUser', 'RemoteUserMailbox', 'RemoteSharedMailbox']) {
      assert.equal(telling({ mailbox: { type } }).hosted_elsewhere, 'block', type);
    }
  });

  it('edge 3: a group or contact is sent to its whole object', () => {
    for (const type of ['MailUniversalDistributionGroup', 'DynamicDistributionGroup', 'MailContact']) {
      const finding = found({ mailbox: { type } }).get('not_a_mailbox');
      assert.equal(finding?.level, 'block', type);
      assert.match(finding?.remedy ?? '', /whole object/);
    }
  });

  it('edge 4: only user, shared, room and equipment mailboxes can', () => {
    for (const type of [
      'ArbitrationMailbox',
      'DiscoveryMailbox',
      'MonitoringMailbox',
      'LinkedMailbox',
      'GroupMailbox',
      'SchedulingMailbox',
    ]) {
      assert.deepEqual(telling({ mailbox: { type } }), { type_cannot_move: 'block' }, type);
    }
    for (const type of ['UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox']) {
      assert.deepEqual(telling({ mailbox: { type } }), {}, type);
    }
  });

  it('edge 57: the types that can are those of the rules in force', () => {
    const movableTypes = { ...RULES.movableTypes, value: ['TeamMailbox'] };
    const how = { rules: { ...RULES, movableTypes } };
    assert.deepEqual(telling({ mailbox: { type: 'TeamMailbox' }, how }), {});
    assert.deepEqual(telling({ how }), { type_cannot_move: 'block' });
  });

  it('edge 5: what is already so is said, and nothing else', () => {
    assert.deepEqual(telling({ facts: { authority: 'cloud' } }), { already_cloud: 'block' });
    assert.deepEqual(telling({ how: { direction: 'to-on-premises' } }), { already_on_premises: 'block' });
  });

  it('edge 25: a whole object in the cloud makes the flag meaningless', () => {
    assert.deepEqual(telling({ facts: { authority: 'cloud-object' } }), { whole_object: 'block' });
  });

  it('edge 54: a flag that could not be read is unknown and in the way, never taken for false', () => {
    const authority = authorityOf({ isDirSynced: true, isExchangeCloudManaged: null, isObjectCloudManaged: false });
    assert.deepEqual(telling({ facts: { authority } }), { authority_unknown: 'block' });
  });
});

describe('A move of the mailbox', () => {
  const moving = (status: string, given: Case = {}) =>
    telling({ ...given, facts: { ...given.facts, moves: known([{ kind: 'migration-user', status }]) } });

  it('edge 21: a pending move is in the way of the cloud, and a warning on the way back', () => {
    for (const status of ['Queued', 'InProgress', 'Failed', 'Stopped', 'AutoSuspended']) {
      assert.deepEqual(moving(status), { move_pending: 'block' }, status);
      assert.equal(moving(status, BACK).move_pending, 'warn', status);
    }
  });

  it('edge 22: an onboarding that is synced but not completed still has to complete', () => {
    assert.deepEqual(moving('Synced'), { move_pending: 'block' });
    for (const status of ['Completed', 'CompletedWithWarnings', 'CompletedWithWarning']) {
      assert.deepEqual(moving(status), {}, status);
    }
  });

  it('edge 21: one that could not be asked for is unknown', () => {
    assert.deepEqual(telling({ facts: { moves: NOTHING } }), { moves_unknown: 'unknown' });
  });
});

describe('The licence', () => {
  it('edge 19: a person without one risks the mailbox; whether there is one may be unknown', () => {
    assert.deepEqual(telling({ mailbox: { isLicensed: false } }), { not_licensed: 'warn' });
    assert.deepEqual(telling({ mailbox: { isLicensed: null } }), { licence_unknown: 'unknown' });
  });

  it('edge 19: shared mailboxes, rooms and equipment need none', () => {
    for (const type of ['SharedMailbox', 'RoomMailbox', 'EquipmentMailbox']) {
      assert.deepEqual(telling({ mailbox: { type, isLicensed: false } }), {}, type);
    }
  });
});

describe('The last on-premises change', () => {
  const RECENT = '2026-11-22T06:00:00.000Z';
  const changed = (whenChanged: string | null, lastSyncedAt: string | null) => ({
    mailbox: { whenChanged },
    facts: {
      mailbox: mailbox({ isLicensed: true, attributes: plain(), whenChanged }),
      object: known(synced({ lastSyncedAt })),
    },
  });

  it('edge 11: must be one sync cycle and 24 hours past', () => {
    const at = (hours: number, minutes: number) =>
      new Date(NOW.getTime() - (hours * 60 + minutes) * 60_000).toISOString();
    assert.deepEqual(telling(changed(at(24, 30), at(24, 30))), {});
    assert.deepEqual(telling(changed(at(24, 29), at(24, 29))), { last_change_recent: 'warn' });
  });

  it('edge 11: is told from the better evidence, which is named', () => {
    const sentence = (given: Case) => found(given).get('last_change')?.sentence ?? '';
    assert.match(
      sentence(changed('2026-11-18T07:05:00.000Z', RECENT)),
      /18 Nov 2026, 07:05 UTC: the mailbox last changed/,
    );
    assert.match(sentence(changed(RECENT, '2026-11-17T07:05:00.000Z')), /17 Nov 2026.*directory sync last touched it/);
  });

  it('edge 11: is unknown where nothing tells it, and then the requester has to acknowledge', () => {
    const finding = found(changed(null, null)).get('last_change_unknown');
    assert.equal(finding?.level, 'unknown');
    assert.equal(finding?.override, 'requester');
    const unasked = { mailbox: mailbox({ isLicensed: true, attributes: plain(), whenChanged: null }), object: NOTHING };
    assert.equal(telling({ facts: unasked }).last_change_unknown, 'unknown');
  });

  it('edge 11: says until when to wait, and does not matter on the way back', () => {
    assert.match(found(changed(RECENT, RECENT)).get('last_change_recent')?.remedy ?? '', /23 Nov 2026, 06:30 UTC/);
    assert.equal(found({ ...BACK, mailbox: { whenChanged: RECENT } }).has('last_change_recent'), false);
  });
});

describe('What writeback does not carry', () => {
  it('edge 23: a litigation hold and an archive are pointed out, more so on the way back', () => {
    const held = plain({ LitigationHoldEnabled: true, ArchiveGuid: '0a52c3d1-6f0e-4a3e-8a77-b1c2d3e4f505' });
    assert.deepEqual(telling({ mailbox: { attributes: held } }), { hold_unwritten: 'warn', archive_unwritten: 'warn' });
    assert.equal(found({ mailbox: { attributes: held } }).get('hold_unwritten')?.override, 'requester');
    assert.equal(found({ ...BACK, mailbox: { attributes: held } }).get('hold_unwritten')?.override, 'approver');
  });

  it('edge 23: an archive of zeros is none, and what could not be read is unknown', () => {
    const none = plain({ ArchiveGuid: '00000000-0000-0000-0000-000000000000' });
    assert.deepEqual(telling({ mailbox: { attributes: none } }), {});
    assert.deepEqual(telling({ mailbox: { attributes: {} } }), { hold_unknown: 'unknown', archive_unknown: 'unknown' });
  });
});

describe('The way back on-premises', () => {
  it('edge 24: whether Active Directory has the ExchangeGuid cannot be read, and the value to compare is given', () => {
    const finding = found(BACK).get('exchange_guid_on_premises');
    assert.equal(finding?.level, 'unknown');
    assert.match(finding?.sentence ?? '', /0a52c3d1-6f0e-4a3e-8a77-b1c2d3e4f505/);
  });

  it('edges 35 and 36: with the cloud default a rollback changes this one mailbox only', () => {
    const tenant = { isCloudManagedByDefault: known(true) };
    assert.equal(telling({ ...BACK, tenant }).default_cloud_on_rollback, 'warn');
    assert.equal(telling({ tenant }).default_cloud_on_rollback, undefined);
  });

  it('edge 38: a writeback that is not in order puts in doubt what survives', () => {
    const tenant = { writebackJobs: known([job({ status: 'Paused' })]) };
    assert.equal(telling({ ...BACK, tenant }).writeback_doubtful, 'warn');
    assert.deepEqual(telling({ tenant }), {});
  });
});

describe('The writeback of its own domain', () => {
  it('edges 38 and 44: is missed where there is none for it, in either case of letters', () => {
    const object = known(synced({ domain: 'fabrikam.lab' }));
    assert.deepEqual(telling({ facts: { object } }), { writeback_domain_missing: 'warn' });
    assert.deepEqual(telling({ facts: { object: known(synced({ domain: 'Contoso.LAB' })) } }), {});
  });

  it('edge 44: is unknown where the domain is', () => {
    assert.deepEqual(telling({ facts: { object: known(synced({ domain: null })) } }), { domain_unknown: 'unknown' });
    assert.equal(telling({ facts: { object: NOTHING } }).domain_unknown, 'unknown');
  });
});
