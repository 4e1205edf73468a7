import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mailboxNameOf } from '../../../services/exchange/mailbox-name.ts';

describe('How a mailbox is named', () => {
  const recognised = [
    ['7C0FFEE0-3c7f-4fb6-a369-56408d68081f', 'guid', '7c0ffee0-3c7f-4fb6-a369-56408d68081f'],
    ['ada@contoso.com', 'address', 'ada@contoso.com'],
    [' SMTP:Ada.L@contoso.com ', 'address', 'Ada.L@contoso.com'],
    ["o'brien@contoso.com", 'address', "o'brien@contoso.com"],
    ['guest_fabrikam.com#EXT#@contoso.onmicrosoft.com', 'address', 'guest_fabrikam.com#EXT#@contoso.onmicrosoft.com'],
    ['jürgen@münchen.de', 'address', 'jürgen@münchen.de'],
    ['room.berlin', 'alias', 'room.berlin'],
  ] as const;
  for (const [written, kind, text] of recognised) {
    it(`takes "${written}" for a ${kind}`, () => {
      assert.deepEqual(mailboxNameOf(written), { kind, text });
    });
  }

  const nothing = [
    '',
    ' ',
    'Ada Lovelace',
    'a*',
    '*@contoso.com',
    'ada@',
    '@contoso.com',
    'ada@@contoso.com',
    'ada\u0000',
    'a@b@c',
    '..',
    'CN=ada,OU=x',
    `${'a'.repeat(65)}`,
    `${'a'.repeat(320)}@x.de`,
  ];
  for (const written of nothing) {
    it(`does not send ${JSON.stringify(written.slice(0, 40))} as an identity`, () => {
      assert.equal(mailboxNameOf(written), undefined);
    });
  }

  it('never recognises a text with white space inside, wildcards or control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (written) => {
        const name = mailboxNameOf(written);
        if (name !== undefined) assert.match(name.text, /^[^\s*\p{Cc}";()|<>]+$/u);
      }),
    );
  });
});
