import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { attributesFromWords } from '../../../services/edit/attributes-from-words.ts';
import { ATTRIBUTE_NAMES, ATTRIBUTES } from '../../../services/mailbox/attribute.ts';

describe('The attributes that words name', () => {
  for (const name of ATTRIBUTE_NAMES) {
    it(`${name}, by its name and its label`, () => {
      assert.deepEqual(attributesFromWords([name.toUpperCase()]), { ok: true, names: [name] });
      assert.deepEqual(attributesFromWords(ATTRIBUTES[name].label.split(' ')), { ok: true, names: [name] });
    });
  }

  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['mailtip', ['MailTip']],
    ['MailTip, custom attribute 7', ['MailTip', 'CustomAttribute7']],
    ['attribute 1 attribute 11 extension 2', ['CustomAttribute1', 'CustomAttribute11', 'ExtensionCustomAttribute2']],
    ['addresses aliases', ['EmailAddresses']],
    ['primary', ['PrimarySmtpAddress']],
    ['hidden', ['HiddenFromAddressListsEnabled']],
    ['forward', ['ForwardingAddress', 'ForwardingSmtpAddress', 'DeliverToMailboxAndForward']],
    ['forwarding to', ['ForwardingAddress']],
  ];
  for (const [words, names] of cases) {
    it(`"${words}"`, () => assert.deepEqual(attributesFromWords(words.split(' ')), { ok: true, names }));
  }

  it('are not guessed', () => {
    assert.deepEqual(attributesFromWords(['mailtip', 'colour', 'x']), { ok: false, words: ['colour', 'x'] });
    assert.deepEqual(attributesFromWords(['attribute']), { ok: false, words: ['attribute'] });
    assert.deepEqual(attributesFromWords(['constructor']), { ok: false, words: ['constructor'] });
    assert.deepEqual(attributesFromWords([',']), { ok: false, words: [','] });
  });

  it('never throw, whatever the words are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 10 }), { maxLength: 8 }), (words) => {
        const named = attributesFromWords(words);
        assert.ok(named.ok || named.words.length > 0);
      }),
    );
  });
});
