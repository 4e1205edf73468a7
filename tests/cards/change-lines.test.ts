import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeLines } from '../../cards/change-lines.ts';
import type { Attributes } from '../../services/mailbox/attribute.ts';
import type { Edit } from '../../services/mailbox/edit.ts';
import { attributes, record, snapshot } from './samples.ts';

const OLD = 'bob@contoso.com';
const BOB: Attributes = {
  PrimarySmtpAddress: OLD,
  WindowsEmailAddress: OLD,
  EmailAddresses: [`SMTP:${OLD}`, 'smtp:robert@contoso.com', 'X500:/o=Contoso/cn=bob'],
};

const set = (name: Extract<Edit, { kind: 'set' }>['name'], value: string | boolean | null): Edit => ({
  kind: 'set',
  name,
  value,
});
const primary = (address: string): Edit => set('WindowsEmailAddress', address);

function linesOf(edits: readonly Edit[], before: Attributes = BOB): readonly string[] {
  return changeLines(record({ action: 'edit', edits }), snapshot({ attributes: before }));
}

describe('A new primary address on the card', () => {
  it('edge 17: names both primary addresses, what stays as an alias and what is added', () => {
    assert.deepEqual(linesOf([primary('b.becker@contoso.com')]), [
      `Primary address: “${OLD}” → “b.becker@contoso.com”`,
      `Addresses: “${OLD}” stays as an alias, “b.becker@contoso.com” is added`,
    ]);
  });

  it('that was an alias is not said to be added', () => {
    assert.deepEqual(linesOf([primary('Robert@contoso.com')]), [
      `Primary address: “${OLD}” → “Robert@contoso.com”`,
      `Addresses: “${OLD}” stays as an alias`,
    ]);
  });

  it('that is the former one in other capitals promises no alias', () => {
    assert.deepEqual(linesOf([primary('Bob@contoso.com')]), [`Primary address: “${OLD}” → “Bob@contoso.com”`]);
  });

  it('promises no alias that another edit of the same request removes', () => {
    const removed: Edit = { kind: 'list', name: 'EmailAddresses', add: [], remove: [`smtp:${OLD}`] };
    assert.deepEqual(linesOf([primary('robert@contoso.com'), removed]), [
      `Primary address: “${OLD}” → “robert@contoso.com”`,
      `Addresses: − “smtp:${OLD}”`,
    ]);
  });

  it('says unknown of what could not be read', () => {
    assert.deepEqual(linesOf([primary('new@contoso.com')], {}), [
      'Primary address: unknown → “new@contoso.com”',
      'Addresses: “new@contoso.com” is added where it is not there yet',
    ]);
  });
});

describe('Several edits on the card', () => {
  const hidden = set('HiddenFromAddressListsEnabled', true);
  const tip = set('MailTip', 'Away');

  it('leave out what is so already', () => {
    const before = attributes({ HiddenFromAddressListsEnabled: true, MailTip: null });
    assert.deepEqual(linesOf([hidden, tip], before), ['MailTip: not set → “Away”']);
  });

  it('say that all stays where nothing changes', () => {
    const before = attributes({ ...BOB, HiddenFromAddressListsEnabled: true });
    assert.deepEqual(linesOf([hidden, primary(OLD)], before), [
      'Hidden from address lists: stays yes',
      `Primary address: stays “${OLD}”`,
    ]);
  });

  it('keep a line whose value could not be read: it may change', () => {
    assert.deepEqual(linesOf([hidden, tip], { HiddenFromAddressListsEnabled: true }), ['MailTip: unknown → “Away”']);
  });
});
