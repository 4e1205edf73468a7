import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Authority, authorityOf } from '../../../services/mailbox/authority.ts';
import { findingsFor } from '../../../services/mailbox/finding.ts';
import { isMovableType } from '../../../services/mailbox/mailbox.ts';

type Flag = boolean | null;

/** Every combination of: synced, cloud-managed, whole object cloud-managed. */
const TABLE: readonly (readonly [Flag, Flag, Flag, Authority])[] = [
  [true, true, true, 'cloud'],
  [true, true, false, 'cloud'],
  [true, true, null, 'cloud'],
  [true, false, true, 'on-premises'],
  [true, false, false, 'on-premises'],
  [true, false, null, 'on-premises'],
  [true, null, true, 'unknown'],
  [true, null, false, 'unknown'],
  [true, null, null, 'unknown'],
  [false, true, true, 'cloud-object'],
  [false, true, false, 'cloud-only'],
  [false, true, null, 'unknown'],
  [false, false, true, 'cloud-object'],
  [false, false, false, 'cloud-only'],
  [false, false, null, 'unknown'],
  [false, null, true, 'cloud-object'],
  [false, null, false, 'cloud-only'],
  [false, null, null, 'unknown'],
  [null, true, true, 'unknown'],
  [null, true, false, 'unknown'],
  [null, true, null, 'unknown'],
  [null, false, true, 'unknown'],
  [null, false, false, 'unknown'],
  [null, false, null, 'unknown'],
  [null, null, true, 'unknown'],
  [null, null, false, 'unknown'],
  [null, null, null, 'unknown'],
];

describe('The authority for a mailbox', () => {
  for (const [isDirSynced, isExchangeCloudManaged, isObjectCloudManaged, authority] of TABLE) {
    it(`synced ${isDirSynced}, flag ${isExchangeCloudManaged}, object ${isObjectCloudManaged}: ${authority}`, () => {
      assert.equal(authorityOf({ isDirSynced, isExchangeCloudManaged, isObjectCloudManaged }), authority);
    });
  }
});

describe('What is found about a mailbox', () => {
  const codes = (authority: Authority, type = 'UserMailbox', lastSyncAt: string | null = '2026-11-22T08:00:00Z') =>
    findingsFor({ authority, type, lastSyncAt }).map(({ code, level }) => `${level} ${code}`);

  const table: readonly (readonly [Authority, string])[] = [
    ['cloud', 'pass synced'],
    ['on-premises', 'pass synced'],
    ['cloud-only', 'block not_synced'],
    ['cloud-object', 'block whole_object'],
    ['unknown', 'block authority_unknown'],
  ];
  for (const [authority, first] of table) {
    it(`${authority}: ${first}`, () => assert.deepEqual(codes(authority), [first, 'pass type', 'pass sync_seen']));
  }

  it('a type that cannot change hands blocks', () => {
    assert.deepEqual(codes('on-premises', 'LinkedMailbox')[1], 'block type_cannot_move');
  });

  it('a directory that does not tell when it synced is unknown, never fine', () => {
    assert.deepEqual(codes('on-premises', 'UserMailbox', null)[2], 'unknown sync_unknown');
  });

  it('every sentence is one', () => {
    for (const [authority] of table) {
      for (const type of ['UserMailbox', 'LinkedMailbox']) {
        for (const lastSyncAt of [null, '2026-11-22T08:00:00Z']) {
          for (const { sentence } of findingsFor({ authority, type, lastSyncAt }))
            assert.match(sentence, /^[A-Z].*\.$/);
        }
      }
    }
  });
});

describe('The types that can change hands', () => {
  for (const type of ['UserMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox']) {
    it(`${type} can`, () => assert.equal(isMovableType(type), true));
  }
  for (const type of [
    'LinkedMailbox',
    'MailUser',
    'RemoteUserMailbox',
    'GroupMailbox',
    'usermailbox',
    '',
    'toString',
  ]) {
    it(`"${type}" cannot`, () => assert.equal(isMovableType(type), false));
  }
});
