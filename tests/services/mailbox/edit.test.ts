import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Attributes } from '../../../services/mailbox/attribute.ts';
import { type Edit, edited, editSchema, isEdited } from '../../../services/mailbox/edit.ts';

const OTHERS = ['X500:/o=Contoso/cn=Ada', 'SIP:ada@contoso.com', 'SPO:SPO_1@SPO_2'];
const BEFORE: Attributes = {
  PrimarySmtpAddress: 'ada@contoso.com',
  WindowsEmailAddress: 'ada@contoso.com',
  EmailAddresses: ['SMTP:ada@contoso.com', 'smtp:a.l@contoso.com', ...OTHERS],
  ExtensionCustomAttribute1: ['Alpha'],
  MailTip: null,
};

const list = (name: 'EmailAddresses' | 'ExtensionCustomAttribute1', add: string[], remove: string[] = []): Edit => ({
  kind: 'list',
  name,
  add,
  remove,
});

describe('Edits of a mailbox', () => {
  it('leave everything that they do not name as it is', () => {
    const after = edited(BEFORE, [{ kind: 'set', name: 'MailTip', value: 'Away' }]);
    assert.deepEqual(after, { ...BEFORE, MailTip: 'Away' });
  });

  it('edge 17: of addresses leave X500, SIP and SPO entries and the primary one alone', () => {
    const { EmailAddresses } = edited(BEFORE, [
      list('EmailAddresses', ['smtp:new@contoso.com'], ['smtp:a.l@contoso.com']),
    ]);
    assert.deepEqual(EmailAddresses, ['SMTP:ada@contoso.com', ...OTHERS, 'smtp:new@contoso.com']);
  });

  it('read an address without a type as an SMTP address, to add and to remove', () => {
    const { EmailAddresses } = edited(BEFORE, [list('EmailAddresses', ['new@contoso.com'], ['A.L@contoso.com'])]);
    assert.deepEqual(EmailAddresses, ['SMTP:ada@contoso.com', ...OTHERS, 'smtp:new@contoso.com']);
    assert.equal(isEdited(BEFORE, [list('EmailAddresses', [], ['a.l@contoso.com'])]), false);
  });

  it('do not make an alias of the primary address by adding it again', () => {
    assert.equal(isEdited(BEFORE, [list('EmailAddresses', ['smtp:ada@contoso.com'])]), true);
  });

  it('keep the spelling of an entry that is there already, because Exchange does', () => {
    assert.deepEqual(edited(BEFORE, [list('ExtensionCustomAttribute1', ['alpha'])]).ExtensionCustomAttribute1, [
      'Alpha',
    ]);
  });

  it('of the primary address keep the former one as an alias', () => {
    const after = edited(BEFORE, [{ kind: 'set', name: 'WindowsEmailAddress', value: 'a.l@contoso.com' }]);
    assert.equal(after.PrimarySmtpAddress, 'a.l@contoso.com');
    assert.deepEqual(after.EmailAddresses, ['SMTP:a.l@contoso.com', 'smtp:ada@contoso.com', ...OTHERS]);
  });

  it('foresee that Exchange shows a forwarding address with its type', () => {
    const edit: Edit = { kind: 'set', name: 'ForwardingSmtpAddress', value: 'ada@example.net' };
    assert.equal(isEdited({ ForwardingSmtpAddress: 'smtp:ada@example.net' }, [edit]), true);
    assert.equal(isEdited({ ForwardingSmtpAddress: null }, [edit]), false);
  });

  it('are not known to be made on an attribute that could not be read', () => {
    assert.equal(isEdited({}, [{ kind: 'set', name: 'MailTip', value: null }]), false);
    assert.equal(isEdited(BEFORE, [{ kind: 'set', name: 'MailTip', value: null }]), true);
  });

  it('have no other members than they name', () => {
    const edit = { kind: 'set', name: 'MailTip', value: 'x', Identity: 'someone else' };
    assert.equal(editSchema.safeParse(edit).success, false);
    assert.equal(editSchema.safeParse({ kind: 'set', name: 'Identity', value: 'x' }).success, false);
  });
});
