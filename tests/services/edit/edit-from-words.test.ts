import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { tokenize } from '../../../commands/tokenize.ts';
import { editFromWords } from '../../../services/edit/edit-from-words.ts';
import type { EditsFromWords, EditWords } from '../../../services/edit/edit-words.ts';
import { editParameters } from '../../../services/exchange/edit-parameters.ts';
import { type Edit, editSchema } from '../../../services/mailbox/edit.ts';
import { refusalSentence } from '../../../services/refusal.ts';
import { RULES } from '../../../services/rules/rules.ts';

/** As the command gets it from a line: `set alice@contoso.com` stands before. */
function read(line: string): EditsFromWords {
  const { words, options } = tokenize(line);
  const [what, ...rest] = words;
  return editFromWords({ what, words: rest, clear: options.clear, keep: options.keep }, RULES);
}

const one = (name: Edit['name'], value: Extract<Edit, { kind: 'set' }>['value']): Edit => ({
  kind: 'set',
  name,
  value,
});
const list = (name: Edit['name'], add: string[], remove: string[] = []): Edit => ({ kind: 'list', name, add, remove });
const forwarding = (address: string, keep: boolean): Edit[] => [
  one('ForwardingSmtpAddress', address),
  one('ForwardingAddress', null),
  one('DeliverToMailboxAndForward', keep),
];

const MEANT: readonly (readonly [string, readonly Edit[]])[] = [
  ['hidden on', [one('HiddenFromAddressListsEnabled', true)]],
  ['HIDDEN Off', [one('HiddenFromAddressListsEnabled', false)]],
  ['hidden yes', [one('HiddenFromAddressListsEnabled', true)]],
  ['alias add a.b@contoso.com', [list('EmailAddresses', ['smtp:a.b@contoso.com'])]],
  ['alias add smtp:A.B@Contoso.com', [list('EmailAddresses', ['smtp:A.B@contoso.com'])]],
  ["alias add o'neil+x@contoso.com", [list('EmailAddresses', ["smtp:o'neil+x@contoso.com"])]],
  ['alias Remove a.b@contoso.com', [list('EmailAddresses', [], ['smtp:a.b@contoso.com'])]],
  ['primary a.b@contoso.com', [one('WindowsEmailAddress', 'a.b@contoso.com')]],
  ['attribute 7 Berlin', [one('CustomAttribute7', 'Berlin')]],
  ['attribute 07 Berlin', [one('CustomAttribute7', 'Berlin')]],
  ['attribute 15 Berlin, east wing', [one('CustomAttribute15', 'Berlin, east wing')]],
  ['attribute 1 "say \\"hi\\"  twice"', [one('CustomAttribute1', 'say "hi"  twice')]],
  ['attribute 1 "--clear"', [one('CustomAttribute1', '--clear')]],
  ['attribute 1 --clear', [one('CustomAttribute1', null)]],
  [`attribute 1 ${'x'.repeat(1_024)}`, [one('CustomAttribute1', 'x'.repeat(1_024))]],
  ['extension 1 add a', [list('ExtensionCustomAttribute1', ['a'])]],
  ['extension 5 add "blue team" b b', [list('ExtensionCustomAttribute5', ['blue team', 'b'])]],
  ['extension 2 remove a b', [list('ExtensionCustomAttribute2', [], ['a', 'b'])]],
  ['extension 3 set a "b c"', [one('ExtensionCustomAttribute3', ['a', 'b c'])]],
  ['extension 3 --clear', [one('ExtensionCustomAttribute3', null)]],
  ['mailtip Read on weekdays only', [one('MailTip', 'Read on weekdays only')]],
  [`mailtip ${'ü'.repeat(175)}`, [one('MailTip', 'ü'.repeat(175))]],
  ['mailtip --clear', [one('MailTip', null)]],
  ['forward sales@contoso.com', forwarding('sales@contoso.com', true)],
  ['forward someone@example.net --keep off', forwarding('someone@example.net', false)],
  ['forward smtp:someone@example.net --keep on', forwarding('someone@example.net', true)],
  ['forward off', [one('ForwardingSmtpAddress', null), one('ForwardingAddress', null)]],
];

const NOT_MEANT: readonly (readonly [string, RegExp])[] = [
  ['', /say what to change: hidden, alias, primary, attribute, extension, mailtip or forward/],
  ['litigation on', /"litigation" is nothing that I can change; say what to change/],
  ['__proto__ x', /"__proto__" is nothing/],
  ['hidden', /say "hidden on" or "hidden off"/],
  ['hidden maybe', /say "hidden on" or "hidden off"/],
  ['hidden on off', /say "hidden on" or "hidden off"/],
  ['hidden on --clear', /nothing to "--clear" here/],
  ['hidden on --keep on', /"--keep" belongs to forwarding/],
  ['alias', /whether to add or remove/],
  ['alias a.b@contoso.com', /whether to add or remove/],
  ['alias add', /name the address to add/],
  ['alias add a@contoso.com b@contoso.com', /one alias at a time/],
  ['alias add nobody', /"nobody" is no mail address/],
  ['alias add a..b@contoso.com', /is no mail address/],
  ['alias add a@b@contoso.com', /is no mail address/],
  ['alias add a@localhost', /is no mail address/],
  ['alias add *@contoso.com', /is no mail address/],
  ['alias add "a b@contoso.com"', /is no mail address/],
  ['alias add SMTP:a@contoso.com', /changed with "primary"/],
  ['alias add X500:/o=Contoso/cn=a', /X500, SIP and SPO entries stay as they are/],
  ['alias remove SIP:a@contoso.com', /X500, SIP and SPO entries stay as they are/],
  ['alias remove SPO:SPO_1@SPO_2', /X500, SIP and SPO entries stay as they are/],
  ['alias add m\u00fcller@contoso.com', /has letters that no address in Exchange Online can have/],
  ['alias add \u0430lice@contoso.com', /has letters that no address in Exchange Online can have/],
  ['primary', /name the address/],
  ['primary a@contoso.com b@contoso.com', /one primary address/],
  ['primary eum:1234', /X500, SIP and SPO/],
  ['attribute', /number from 1 to 15/],
  ['attribute 0 x', /number from 1 to 15/],
  ['attribute 16 x', /number from 1 to 15/],
  ['attribute 1.0 x', /number from 1 to 15/],
  ['attribute 7', /write the new text, or "--clear"/],
  ['attribute 7 ""', /write the new text, or "--clear"/],
  ['attribute 7 Berlin --clear', /either a text or "--clear"/],
  ['attribute 7 --clear Berlin', /either a text or "--clear"/],
  [`attribute 7 ${'x'.repeat(1_025)}`, /Custom attribute 7 takes 1024 characters and yours has 1025/],
  ['attribute 7 a\u202eb', /characters that nobody can see/],
  ['extension 6 add a', /number from 1 to 5/],
  ['extension 1', /add, remove or set/],
  ['extension 1 add', /add, remove or set/],
  ['extension 1 put a', /"put" is none of add, remove and set/],
  ['extension 1 add ""', /cannot be empty/],
  ['extension 1 add a\u0000b', /nobody can see/],
  ['extension 1 set a --clear', /either values or "--clear"/],
  ['mailtip', /write the new text/],
  ['mailtip <b>Away</b>', /plain text, without HTML/],
  ['mailtip a &lt; b', /plain text, without HTML/],
  [`mailtip ${'x'.repeat(176)}`, /MailTip takes 175 characters and yours has 176/],
  ['forward', /where to forward to/],
  ['forward nobody', /is no mail address/],
  ['forward a@example.net b@example.net', /more than one address/],
  ['forward a@example.net --keep maybe', /"--keep" is on or off/],
  ['forward off --keep on', /without forwarding everything is kept/],
  ['forward X400:c=us', /X500, SIP and SPO/],
];

const IDENTITY = [
  'name Alice',
  'displayname Alice',
  'display name Alice',
  'Display-Name Alice',
  '"display name" Alice',
  'department Sales',
  'title Manager',
  'job title Manager',
  'manager bob@contoso.com',
  'upn alice@contoso.com',
  'user principal name alice@contoso.com',
  'phone 123',
  'mobile phone 123',
  'office Berlin',
];

describe('What is written behind "set"', () => {
  for (const [line, expected] of MEANT) {
    it(`${line.slice(0, 60)} is understood`, () => assert.deepEqual(read(line), { ok: true, edits: expected }));
  }

  for (const [line, sentence] of NOT_MEANT) {
    it(`${JSON.stringify(line.slice(0, 60))} is answered by one sentence with a line that is right`, () => {
      const refused = read(line);
      assert.ok(!refused.ok);
      assert.match(refusalSentence(refused), sentence);
      if (refused.code !== 'unclear_line') return;
      const example = refused.detail.example ?? '';
      assert.match(example, /^set alice@contoso\.com \S/);
      const right = read(example.slice('set alice@contoso.com '.length));
      assert.ok(right.ok, `the example is wrong itself: ${example}`);
    });
  }

  for (const line of IDENTITY) {
    it(`edge 47: "${line}" is mastered in Active Directory, which is said and never tried`, () => {
      const refused = read(line);
      assert.ok(!refused.ok);
      assert.equal(refused.code, 'mastered_elsewhere');
      assert.match(
        refusalSentence(refused),
        /is mastered in Active Directory, even while the mailbox is cloud-managed/,
      );
    });
  }
});

function entriesOf(edit: Edit): readonly string[] {
  assert.ok(edit.kind === 'list', 'a list of addresses is never replaced');
  return [...edit.add, ...edit.remove];
}

describe('Whatever is written behind "set"', () => {
  const word = fc.oneof(
    fc.constantFrom('hidden', 'alias', 'primary', 'attribute', 'extension', 'mailtip', 'forward', 'constructor'),
    fc.constantFrom('on', 'off', 'add', 'remove', 'set', '1', '7', '', 'a@contoso.com', 'X500:/o=x', '__proto__'),
    fc.emailAddress(),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
  );
  const written: fc.Arbitrary<EditWords> = fc.record(
    { what: word, words: fc.array(word, { maxLength: 5 }), clear: fc.constantFrom('', 'x'), keep: word },
    { requiredKeys: [] },
  );

  it('becomes edits that Exchange can be asked for, or a sentence, and never an error', () => {
    let understood = 0;
    fc.assert(
      fc.property(written, (words) => {
        const result = editFromWords(words, RULES);
        if (!result.ok) return assert.notEqual(refusalSentence(result), '');
        understood += 1;
        for (const edit of result.edits) editSchema.parse(edit);
        assert.ok(Object.keys(editParameters(result.edits)).length > 0);
      }),
      { numRuns: 5_000 },
    );
    assert.ok(understood > 0);
  });

  it('edge 17: touches no address but SMTP ones, and replaces no list of addresses', () => {
    fc.assert(
      fc.property(written, (words) => {
        const result = editFromWords(words, RULES);
        const addresses = (result.ok ? result.edits : []).filter(({ name }) => name === 'EmailAddresses');
        for (const entry of addresses.flatMap(entriesOf)) assert.match(entry, /^smtp:[^@\s]+@[^@\s]+$/);
      }),
      { numRuns: 5_000 },
    );
  });
});
