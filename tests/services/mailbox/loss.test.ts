import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ATTRIBUTE_NAMES, ATTRIBUTES } from '../../../services/mailbox/attribute.ts';
import { lossesOf } from '../../../services/mailbox/loss.ts';
import { attributes, snapshot } from '../../cards/samples.ts';

/**
 * The announcement of 3 August 2026 names 24 attributes of Active Directory: extensionAttribute1-15,
 * msExchExtensionCustomAttribute1-5, msExchRecipientDisplayType and msExchRecipientTypeDetails (both are
 * RecipientTypeDetails in Exchange), proxyAddresses (both EmailAddresses and PrimarySmtpAddress) and mail.
 */
const WRITTEN_BACK = [
  'CustomAttribute1',
  'CustomAttribute2',
  'CustomAttribute3',
  'CustomAttribute4',
  'CustomAttribute5',
  'CustomAttribute6',
  'CustomAttribute7',
  'CustomAttribute8',
  'CustomAttribute9',
  'CustomAttribute10',
  'CustomAttribute11',
  'CustomAttribute12',
  'CustomAttribute13',
  'CustomAttribute14',
  'CustomAttribute15',
  'ExtensionCustomAttribute1',
  'ExtensionCustomAttribute2',
  'ExtensionCustomAttribute3',
  'ExtensionCustomAttribute4',
  'ExtensionCustomAttribute5',
  'RecipientTypeDetails',
  'EmailAddresses',
  'PrimarySmtpAddress',
  'WindowsEmailAddress',
];

describe('What writeback carries to Active Directory', () => {
  it('is what the announcement lists, and nothing else', () => {
    const marked = ATTRIBUTE_NAMES.filter((name) => ATTRIBUTES[name].writtenBack);
    assert.deepEqual([...marked].sort(), [...WRITTEN_BACK].sort());
  });
});

describe('What a rollback would cost', () => {
  it('is unknown, not nothing, where nobody knows how the mailbox went to the cloud', () => {
    assert.equal(lossesOf(undefined, snapshot()), undefined);
  });

  it('is nothing where nothing has changed since, although the authority has', () => {
    assert.deepEqual(lossesOf(snapshot(), snapshot({ isExchangeCloudManaged: true })), []);
  });

  it('tells what is lost from what was written back', () => {
    const now = snapshot({
      isExchangeCloudManaged: true,
      attributes: attributes({ MailTip: null, CustomAttribute7: 'Cost centre 5000' }),
    });
    assert.deepEqual(lossesOf(snapshot(), now), [
      { name: 'CustomAttribute7', before: 'Cost centre 4711', after: 'Cost centre 5000', fate: 'written-back' },
      { name: 'MailTip', before: 'On parental leave until 1 March', after: null, fate: 'lost' },
    ]);
  });

  for (const name of ATTRIBUTE_NAMES) {
    const fate = WRITTEN_BACK.includes(name) ? 'written-back' : 'lost';
    it(`of a change to ${name} is ${fate}`, () => {
      const value = ATTRIBUTES[name].form === 'flag' ? attributes()[name] !== true : 'something else';
      const losses = lossesOf(snapshot(), snapshot({ attributes: attributes({ [name]: value }) }));
      assert.deepEqual(
        losses?.map((loss) => [loss.name, loss.fate]),
        [[name, fate]],
      );
    });
  }

  it('leaves identity out: a renamed mailbox has lost nothing', () => {
    assert.deepEqual(lossesOf(snapshot(), snapshot({ userPrincipalName: 'a.meyer@contoso.com' })), []);
  });
});
