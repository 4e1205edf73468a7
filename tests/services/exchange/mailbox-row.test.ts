import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ExchangeError } from '../../../services/exchange/exchange.ts';
import { MAILBOX_PROPERTIES, mailboxFromRow, summaryFromRow } from '../../../services/exchange/mailbox-row.ts';
import { ATTRIBUTE_NAMES } from '../../../services/mailbox/attribute.ts';

const row = {
  ExternalDirectoryObjectId: '7C0FFEE0-3C7F-4FB6-A369-56408D68081F',
  UserPrincipalName: 'ada@contoso.com',
  DisplayName: 'Ada Lovelace',
  PrimarySmtpAddress: 'ada@contoso.com',
  RecipientTypeDetails: 'UserMailbox',
  'ExchangeGuid@data.type': 'System.Guid',
  ExchangeGuid: '2BE92A50-0000-4A40-8471-B7CE9C2E0001',
  IsDirSynced: true,
  IsExchangeCloudManaged: false,
  WhenChangedUTC: '2026-11-10T08:56:22.0000000Z',
  SKUAssigned: true,
  'EmailAddresses@odata.type': '#Collection(String)',
  EmailAddresses: ['SMTP:ada@contoso.com'],
};

function faultOf(broken: object): ExchangeError {
  try {
    mailboxFromRow({ ...row, ...broken });
  } catch (error) {
    assert.ok(error instanceof ExchangeError);
    return error;
  }
  return assert.fail('the row was read');
}

describe('A row of Get-Mailbox', () => {
  it('becomes a mailbox with identifiers in lower case and times in UTC', () => {
    const mailbox = mailboxFromRow(row);
    assert.deepEqual(mailbox, {
      objectId: '7c0ffee0-3c7f-4fb6-a369-56408d68081f',
      userPrincipalName: 'ada@contoso.com',
      displayName: 'Ada Lovelace',
      primaryAddress: 'ada@contoso.com',
      type: 'UserMailbox',
      exchangeGuid: '2be92a50-0000-4a40-8471-b7ce9c2e0001',
      isDirSynced: true,
      isExchangeCloudManaged: false,
      whenChanged: '2026-11-10T08:56:22.000Z',
      isLicensed: true,
      attributes: {
        PrimarySmtpAddress: 'ada@contoso.com',
        EmailAddresses: ['SMTP:ada@contoso.com'],
        RecipientTypeDetails: 'UserMailbox',
      },
    });
  });

  it('asks for exactly what it reads', () => {
    for (const name of ATTRIBUTE_NAMES) assert.ok(MAILBOX_PROPERTIES.includes(name));
    assert.equal(MAILBOX_PROPERTIES.length, ATTRIBUTE_NAMES.length + 8);
  });

  it('takes an empty or null text for "not configured", and a missing one for unknown', () => {
    const attributes = mailboxFromRow({ ...row, CustomAttribute1: '', MailTip: null })?.attributes;
    assert.equal(attributes?.CustomAttribute1, null);
    assert.equal(attributes?.MailTip, null);
    assert.ok(attributes !== undefined && !('CustomAttribute2' in attributes));
  });

  it('writes a number as text', () => {
    assert.equal(mailboxFromRow({ ...row, ResourceCapacity: 12 })?.attributes.ResourceCapacity, '12');
  });

  it('leaves a flag that is null or missing unknown', () => {
    const mailbox = mailboxFromRow({
      ...row,
      ModerationEnabled: null,
      IsDirSynced: null,
      IsExchangeCloudManaged: undefined,
    });
    assert.ok(mailbox !== undefined && !('ModerationEnabled' in mailbox.attributes));
    assert.deepEqual([mailbox.isDirSynced, mailbox.isExchangeCloudManaged], [null, null]);
  });

  it('takes an offset, a missing zone and an empty time for what they mean', () => {
    const changed = (WhenChangedUTC: string | null) => mailboxFromRow({ ...row, WhenChangedUTC })?.whenChanged;
    assert.equal(changed('2026-11-10T09:56:22.0000000+01:00'), '2026-11-10T08:56:22.000Z');
    assert.equal(changed('2026-11-10T08:56:22'), '2026-11-10T08:56:22.000Z');
    assert.equal(changed(''), null);
    assert.equal(changed(null), null);
  });

  it('has no Exchange identifier when it is all zeros', () => {
    assert.equal(mailboxFromRow({ ...row, ExchangeGuid: '00000000-0000-0000-0000-000000000000' })?.exchangeGuid, null);
  });

  it('cannot be addressed without an Entra object, and is left out', () => {
    assert.equal(summaryFromRow({ ...row, ExternalDirectoryObjectId: '' }), undefined);
  });

  const broken: readonly [string, object][] = [
    ['ExternalDirectoryObjectId', { ExternalDirectoryObjectId: 'secret-value' }],
    ['UserPrincipalName', { UserPrincipalName: 17 }],
    ['IsDirSynced', { IsDirSynced: 'secret-value' }],
    ['IsExchangeCloudManaged', { IsExchangeCloudManaged: 'secret-value' }],
    ['WhenChangedUTC', { WhenChangedUTC: 'secret-value' }],
    ['CustomAttribute3', { CustomAttribute3: { 'secret-value': 1 } }],
    ['MailTip', { MailTip: true }],
    ['SKUAssigned', { SKUAssigned: 'secret-value' }],
    ['ModerationEnabled', { ModerationEnabled: 'secret-value' }],
    ['EmailAddresses', { EmailAddresses: 'secret-value' }],
    ['ModeratedBy', { ModeratedBy: ['fine', 7, 'secret-value'] }],
  ];
  for (const [property, change] of broken) {
    it(`is refused when ${property} has the wrong type, naming the property and never the value`, () => {
      const error = faultOf(change);
      assert.equal(error.errorClass, 'protocol');
      assert.equal(error.context.properties, property);
      assert.ok(error.message.includes(property));
      assert.doesNotMatch(JSON.stringify({ ...error, message: error.message, cause: error.cause }), /secret-value/);
    });
  }

  it('is refused when it is no object', () => {
    for (const value of [null, 'row', 7, []]) assert.throws(() => mailboxFromRow(value), ExchangeError);
  });

  it('is read or refused as a protocol error, whatever values its properties have', () => {
    const property = fc.constantFrom(...MAILBOX_PROPERTIES);
    fc.assert(
      fc.property(fc.dictionary(property, fc.jsonValue()), (changes) => {
        try {
          mailboxFromRow({ ...row, ...changes });
        } catch (error) {
          assert.ok(error instanceof ExchangeError && error.errorClass === 'protocol');
        }
      }),
    );
  });
});
