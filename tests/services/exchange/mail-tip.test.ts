import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visibleMailTip, visibleTranslation } from '../../../services/exchange/mail-tip.ts';
import { mailboxFromRow } from '../../../services/exchange/mailbox-row.ts';

describe('A MailTip, as people see it', () => {
  for (const [kept, seen] of [
    ['<html>\r\n<body>\r\nAway\r\n</body>\r\n</html>\r\n', 'Away'],
    ['<HTML><BODY>Fish &amp; chips &lt; 5&nbsp;&#39;x&#39;</BODY></HTML>', "Fish & chips < 5 'x'"],
    ['<html><body>one\ntwo</body></html>', 'one\ntwo'],
    ['<html><body>&amp;lt;</body></html>', '&lt;'],
    ['<html><body></body></html>', ''],
    ['plain &amp; not wrapped', 'plain &amp; not wrapped'],
    ['<html><body>open', '<html><body>open'],
    ['', ''],
  ] as const) {
    it(JSON.stringify(kept), () => assert.equal(visibleMailTip(kept), seen));
  }

  it('keeps the language of a translation', () => {
    assert.equal(visibleTranslation('default:<html><body>Away</body></html>'), 'default:Away');
    assert.equal(visibleTranslation('de-AT:<html><body>Weg</body></html>'), 'de-AT:Weg');
    assert.equal(visibleTranslation('no language'), 'no language');
  });

  it('is what a row becomes; an empty one is not configured', () => {
    const row = {
      ExternalDirectoryObjectId: '7c0ffee0-3c7f-4fb6-a369-56408d68081f',
      UserPrincipalName: 'ada@contoso.com',
      DisplayName: 'Ada Lovelace',
      PrimarySmtpAddress: 'ada@contoso.com',
      RecipientTypeDetails: 'UserMailbox',
      MailTip: '<html><body>Away</body></html>',
      MailTipTranslations: ['default:<html><body>Away</body></html>'],
    };
    const { MailTip, MailTipTranslations } = mailboxFromRow(row)?.attributes ?? {};
    assert.deepEqual([MailTip, MailTipTranslations], ['Away', ['default:Away']]);
    assert.equal(mailboxFromRow({ ...row, MailTip: '<html><body></body></html>' })?.attributes.MailTip, null);
  });
});
