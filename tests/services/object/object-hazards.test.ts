import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Member, OBJECT_KINDS, type SyncedObject } from '../../../services/directory/directory-tenant.ts';
import type { Finding } from '../../../services/mailbox/finding.ts';
import { nameFew } from '../../../services/object/name-few.ts';
import { MAILBOX_STANDINGS, type ObjectFacts } from '../../../services/object/object-facts.ts';
import { objectHazards } from '../../../services/object/object-hazards.ts';

const object = (kind: SyncedObject['kind'], change: Partial<SyncedObject> = {}): SyncedObject => ({
  kind,
  objectId: '7c0ffee0-3c7f-4fb6-a369-56408d68081f',
  displayName: 'Plant News',
  name: 'plant.news@contoso.com',
  mail: 'plant.news@contoso.com',
  isSynced: true,
  wasSynced: kind === 'contact' ? null : true,
  domain: kind === 'contact' ? null : 'corp.contoso.com',
  lastSyncedAt: '2026-11-22T07:52:00.000Z',
  isMailEnabled: kind === 'group' ? true : null,
  isSecurityEnabled: kind === 'group' ? false : null,
  ...change,
});

const toCloud = (kind: SyncedObject['kind'], change: Partial<ObjectFacts> = {}): ObjectFacts => ({
  object: object(kind),
  direction: 'object-to-cloud',
  isCloudManaged: false,
  members: [],
  groups: [],
  mailbox: 'none',
  ...change,
});

const rollback = (kind: SyncedObject['kind'], change: Partial<ObjectFacts> = {}): ObjectFacts =>
  toCloud(kind, {
    object: object(kind, { isSynced: false }),
    direction: 'object-to-on-premises',
    isCloudManaged: true,
    ...change,
  });

const member = (kind: Member['kind'], displayName: string, isSynced: boolean): Member => ({
  kind,
  objectId: '00000000-0000-4000-8000-000000000001',
  displayName,
  isSynced,
});

const codes = (facts: ObjectFacts): readonly string[] => objectHazards(facts).map(({ code }) => code);
const found = (facts: ObjectFacts, code: string): Finding | undefined =>
  objectHazards(facts).find((finding) => finding.code === code);
const level = (facts: ObjectFacts, code: string): string | undefined => found(facts, code)?.level;

describe('Whether a whole object has an authority to hand over', () => {
  for (const kind of OBJECT_KINDS) {
    it(`lets a synced ${kind} move to the cloud, and one that moved come back`, () => {
      assert.equal(level(toCloud(kind), 'object_synced'), 'pass');
      assert.equal(level(rollback(kind), 'object_in_cloud'), 'pass');
    });

    it(`blocks a ${kind} that is there already, and says nothing else about it`, () => {
      assert.deepEqual(codes(toCloud(kind, { isCloudManaged: true })), ['object_already_cloud']);
      assert.deepEqual(codes(rollback(kind, { object: object(kind), isCloudManaged: false })), [
        'object_already_synced',
      ]);
    });

    it(`blocks a ${kind} whose authority could not be read, in both directions`, () => {
      for (const facts of [toCloud(kind, { isCloudManaged: null }), rollback(kind, { isCloudManaged: null })]) {
        assert.deepEqual(codes(facts), ['object_authority_unknown']);
        assert.equal(level(facts, 'object_authority_unknown'), 'block');
      }
    });
  }

  it('blocks a group or user that was never synced, in both directions', () => {
    for (const kind of ['user', 'group'] as const) {
      const born = { object: object(kind, { isSynced: false, wasSynced: false }), isCloudManaged: false };
      for (const facts of [toCloud(kind, born), rollback(kind, born)]) {
        assert.deepEqual(codes(facts), ['object_never_synced']);
        assert.equal(level(facts, 'object_never_synced'), 'block');
      }
    }
  });

  it('edge 28: a rolled-back user or group that waits is told from one born in the cloud', () => {
    for (const kind of ['user', 'group'] as const) {
      const waiting = { object: object(kind, { isSynced: false }), isCloudManaged: false };
      assert.deepEqual(codes(toCloud(kind, waiting)), ['object_waiting']);
      assert.deepEqual(codes(rollback(kind, waiting)), ['object_waiting']);
    }
  });

  it('edge 28: of a contact nothing tells which it is, and the finding says so', () => {
    const either = { object: object('contact', { isSynced: false }), isCloudManaged: false };
    for (const facts of [toCloud('contact', either), rollback('contact', either)]) {
      assert.deepEqual(codes(facts), ['object_not_synced']);
      assert.match(found(facts, 'object_not_synced')?.sentence ?? '', /does not tell which/);
    }
    assert.match(found(rollback('contact'), 'object_will_wait')?.sentence ?? '', /nothing in Graph tells/);
  });
});

describe('Hazards of a group', () => {
  it('edge 29: members that are not synced block a rollback, and are named', () => {
    const members = [member('user', 'Alice Archer', true), member('user', 'Carol Castillo', false)];
    const blocked = found(rollback('group', { members }), 'group_cloud_members');
    assert.deepEqual([blocked?.level, blocked?.override], ['block', 'nobody']);
    assert.match(blocked?.sentence ?? '', /\(Carol Castillo\)/);
    assert.match(blocked?.remedy ?? '', /Exchange Online/);
    const security = object('group', { isSynced: false, isMailEnabled: false });
    assert.match(
      found(rollback('group', { members, object: security }), 'group_cloud_members')?.remedy ?? '',
      /Entra admin center/,
    );
  });

  it('edge 29: a rollback with synced members only is not blocked by them, one with unread members is', () => {
    const members = [member('user', 'Alice Archer', true), member('group', 'Help Desk', true)];
    assert.equal(level(rollback('group', { members }), 'group_members_synced'), 'pass');
    assert.equal(level(rollback('group', { members: null }), 'group_members_unknown'), 'block');
  });

  it('edge 29: applications in a security group are not listed, so they are unknown', () => {
    const security = object('group', { isSynced: false, isMailEnabled: false });
    assert.equal(level(rollback('group', { object: security }), 'group_applications_unknown'), 'unknown');
    assert.equal(found(rollback('group'), 'group_applications_unknown'), undefined);
  });

  it('edge 29: access packages cannot be seen, so they are unknown with where to look', () => {
    const packages = found(rollback('group'), 'group_access_packages_unknown');
    assert.deepEqual([packages?.level, packages?.override], ['unknown', 'approver']);
    assert.match(packages?.remedy ?? '', /Identity Governance/);
    assert.equal(found(toCloud('group'), 'group_access_packages_unknown'), undefined);
  });

  it('edge 29: what would block the way back is said, with names, before the way to the cloud', () => {
    const members = [member('user', 'Alice Archer', true), member('user', 'Carol Castillo', false)];
    const warned = found(toCloud('group', { members }), 'group_no_way_back');
    assert.deepEqual([warned?.level, warned?.override], ['warn', 'approver']);
    assert.match(warned?.sentence ?? '', /\(Carol Castillo\): once moved, it cannot go back while it holds them/);
    assert.equal(found(toCloud('group', { members: members.slice(0, 1) }), 'group_no_way_back'), undefined);
    assert.equal(level(toCloud('group', { members: null }), 'group_members_unknown'), 'unknown');
  });

  it('names the report that counts the mailboxes on-premises, which stay unknown', () => {
    for (const [kind, code] of [
      ['group', 'mailboxes_migrated_unknown'],
      ['user', 'user_migration_unknown'],
    ] as const) {
      const finding = found(toCloud(kind), code);
      assert.equal(finding?.level, 'unknown');
      assert.match(finding?.remedy ?? '', /"readiness" counts/);
    }
  });

  it('edge 30: a move does not reach into groups in the group, which are to be moved first', () => {
    const members = [member('group', 'Help Desk', true), member('group', 'Cloud Desk', false)];
    const nested = found(toCloud('group', { members }), 'group_nested');
    assert.equal(nested?.level, 'warn');
    assert.match(nested?.sentence ?? '', /\(Help Desk\)/);
    assert.match(nested?.remedy ?? '', /innermost outwards/);
    assert.equal(level(toCloud('group', { members: members.slice(1) }), 'group_not_nested'), 'pass');
    assert.equal(level(toCloud('group', { members: null }), 'group_members_unknown'), 'unknown');
  });

  it('edge 30: the membership of a moved group in a group that is still synced no longer syncs', () => {
    const groups = [
      object('group', { displayName: 'IT Staff' }),
      object('group', { displayName: 'Cloud', isSynced: false }),
    ];
    const inside = found(toCloud('group', { groups }), 'object_in_synced_groups');
    assert.equal(inside?.level, 'warn');
    assert.match(inside?.sentence ?? '', /\(IT Staff\): that membership no longer syncs/);
    assert.equal(level(toCloud('group', { groups: groups.slice(1) }), 'object_in_no_synced_group'), 'pass');
    assert.equal(level(toCloud('group', { groups: null }), 'object_groups_unknown'), 'unknown');
  });

  it('edge 31: members outside sync scope are lost at the move and cannot be seen, so they are unknown', () => {
    const scope = found(toCloud('group'), 'group_scope_unknown');
    assert.equal(scope?.level, 'unknown');
    assert.match(scope?.remedy ?? '', /security identifier/);
  });

  it('edge 32: a mail-enabled group is managed only in Exchange Online afterwards', () => {
    assert.equal(level(toCloud('group'), 'group_only_in_exchange'), 'warn');
    const security = { object: object('group', { isMailEnabled: false, isSecurityEnabled: true }) };
    assert.equal(found(toCloud('group', security), 'group_only_in_exchange'), undefined);
    const untold = { object: object('group', { isMailEnabled: null }) };
    assert.equal(level(toCloud('group', untold), 'group_kind_unknown'), 'unknown');
  });

  it('edge 33: a mail-enabled group cannot be provisioned back, a security group only when it is universal', () => {
    assert.equal(level(toCloud('group'), 'group_not_provisioned_back'), 'warn');
    assert.equal(found(toCloud('group'), 'group_universal_unknown'), undefined);
    const security = toCloud('group', { object: object('group', { isMailEnabled: false, isSecurityEnabled: true }) });
    assert.equal(level(security, 'group_universal_unknown'), 'unknown');
    assert.equal(found(security, 'group_not_provisioned_back'), undefined);
  });
});

describe('Hazards of a user', () => {
  it('edge 26: the move clears the flag of a cloud-managed mailbox', () => {
    const flag = (mailbox: ObjectFacts['mailbox']) =>
      objectHazards(toCloud('user', { mailbox })).find(({ code }) => /mailbox_[fo]|no_mailbox/.test(code))?.level;
    assert.deepEqual(MAILBOX_STANDINGS.map(flag), ['warn', 'pass', 'block', 'pass', 'unknown']);
    assert.match(
      found(toCloud('user', { mailbox: 'cloud-managed' }), 'mailbox_flag_cleared')?.sentence ?? '',
      /clears/,
    );
  });

  it('edge 26: a rollback brings old Exchange values back, and the authority over the mailbox is to be decided anew', () => {
    for (const mailbox of ['not-cloud-managed', 'unknown'] as const)
      assert.equal(level(rollback('user', { mailbox }), 'mailbox_reimported'), 'warn');
    assert.equal(found(rollback('user', { mailbox: 'none' }), 'mailbox_reimported'), undefined);
  });

  it('edge 2: a user whose mailbox is still on-premises is blocked: the mailbox moves first', () => {
    const blocked = found(toCloud('user', { mailbox: 'on-premises' }), 'mailbox_on_premises');
    assert.deepEqual([blocked?.level, blocked?.remedy], ['block', 'Move the mailbox to Exchange Online first.']);
    assert.equal(found(rollback('user', { mailbox: 'on-premises' }), 'mailbox_reimported'), undefined);
  });

  it('edge 27: the hard-match block is shown as unknown, with who switches it, and never switched by us', () => {
    const blocked = found(rollback('user'), 'hard_match_unknown');
    assert.deepEqual([blocked?.level, blocked?.override], ['unknown', 'approver']);
    assert.match(
      blocked?.remedy ?? '',
      /Global Administrator.*blockCloudObjectTakeoverThroughHardMatchEnabled.*Steward never/,
    );
    for (const kind of ['group', 'contact'] as const)
      assert.equal(found(rollback(kind), 'hard_match_unknown'), undefined);
  });

  it('edge 34: rules on dirSyncEnabled may turn in either direction, for users only', () => {
    assert.equal(level(toCloud('user'), 'sync_rules_unknown'), 'unknown');
    assert.equal(level(rollback('user'), 'sync_rules_unknown'), 'unknown');
    assert.equal(found(toCloud('group'), 'sync_rules_unknown'), undefined);
  });

  it('says that groups move before the people in them', () => {
    const groups = [object('group', { displayName: 'IT Staff' })];
    assert.match(found(toCloud('user', { groups }), 'object_in_synced_groups')?.remedy ?? '', /Move the groups first/);
  });
});

describe('Every hazard', () => {
  const all = OBJECT_KINDS.flatMap((kind) => [
    ...objectHazards(toCloud(kind, { members: null, groups: null, mailbox: 'unknown' })),
    ...objectHazards(toCloud(kind, { members: [member('group', 'Help Desk', true)], groups: [object('group')] })),
    ...objectHazards(rollback(kind, { members: [member('user', 'Carol', false)], mailbox: 'unknown' })),
  ]);

  it('is a sentence, with what to do about it where something is to be done', () => {
    for (const { code, level: of, sentence, remedy, override } of all) {
      assert.match(code, /^[a-z_]+$/);
      assert.match(sentence, /^\S.*\.$/s);
      if (of === 'pass') assert.equal(remedy, null, code);
      else assert.match(remedy ?? '', /\.$/, code);
      assert.equal(override === 'nobody', of === 'pass' || of === 'block', code);
    }
  });

  it('of a rollback says that it waits for the next sync, which overwrites, and that scope cannot be seen', () => {
    for (const kind of OBJECT_KINDS)
      for (const code of ['object_overwritten', 'object_will_wait', 'object_scope_unknown'])
        assert.ok(codes(rollback(kind)).includes(code), `${kind}: ${code}`);
  });

  it('names a few of many, and cuts long names', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ displayName: `M${index + 1}` }));
    assert.deepEqual(
      [0, 1, 2, 5, 6, 40].map((count) => nameFew(many(count))),
      [
        '',
        'M1',
        'M1 and M2',
        'M1, M2, M3, M4 and M5',
        'M1, M2, M3, M4, M5 and 1 more',
        'M1, M2, M3, M4, M5 and 35 more',
      ],
    );
    assert.equal([...nameFew([{ displayName: '🏭'.repeat(900) }])].length, 60);
  });
});
