import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { addressToken, bareAddress } from '../../bot/address-token.ts';
import { htmlAddresses } from '../../bot/html-addresses.ts';
import { cleanCharacters, lookAlikes } from '../../bot/line-characters.ts';
import { typedLine } from '../../bot/typed-line.ts';

const UNWANTED = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]| {2}|^ | $/u;

const fragment = fc.constantFrom(
  ...[
    '<at>Bot</at>',
    '<at>',
    '</at>',
    '<a href="mailto:a@b.com">',
    '</a>',
    '[x](mailto:a@b.com)',
    '<b>',
    '<!--',
    '-->',
    '<',
    '>',
    '&',
  ],
  ...[
    '&nbsp;',
    '&amp;',
    '&lt;',
    '&#x41;',
    '&#8203;',
    '&#x202e;',
    '"',
    '“',
    '—reason',
    '--reason',
    '@',
    'a@b.com',
    '<a@b.com>',
    'mailto:',
  ],
  ...[
    '\u00a0',
    '\u200b',
    '\u202e',
    '\u2066',
    '\ufeff',
    '\u00ad',
    '\u3164',
    '\u115f',
    '\ufdfa',
    '\u00a8',
    '\u0301',
    '\ud800',
    '\u{e0041}',
    '\uff20',
    '\u2026',
  ],
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
);
const mentions = fc.array(fc.record({ text: fc.oneof(hostile, fc.constant('<at>Bot</at>')), ofBot: fc.boolean() }), {
  maxLength: 3,
});
const plain = hostile.map((text) => text.replace(/[&<>[\]]/g, ''));

describe('any typed text', () => {
  it('becomes one line of visible characters', () => {
    fc.assert(
      fc.property(hostile, mentions, (text, named) => {
        const { line, folded } = typedLine({ text, mentions: named });
        for (const shown of [line, ...folded]) assert.doesNotMatch(shown, UNWANTED);
        assert.equal(line, line.normalize('NFKC'));
      }),
      { numRuns: 3000 },
    );
  });

  it('that holds no markup stays as it is once it is clean', () => {
    fc.assert(
      fc.property(plain, (text) => {
        const once = typedLine({ text, mentions: [] }).line;
        assert.equal(typedLine({ text: once, mentions: [] }).line, once);
      }),
      { numRuns: 3000 },
    );
  });

  it('has characters that need cleaning once only', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const once = cleanCharacters(text);
        assert.equal(cleanCharacters(once), once);
        lookAlikes(text);
      }),
      { numRuns: 3000 },
    );
  });

  it('has addresses that are addresses', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const found of htmlAddresses(text)) assert.equal(addressToken(found), found);
        assert.equal(bareAddress(bareAddress(text)), bareAddress(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('of any other kind is no text', () => {
    fc.assert(
      fc.property(fc.anything(), (text) => {
        if (typeof text !== 'string') assert.equal(typedLine({ text, mentions: [] }).line, '');
      }),
    );
  });

  it('with an address keeps it, whatever stands around', () => {
    const noise = fc.constantFrom('', ' ', '\u200b', '\u00a0', '<', '"', "'", '(', '\u202a');
    fc.assert(
      fc.property(fc.emailAddress(), noise, noise, (address, before, after) => {
        // A quote in front is taken for one around the address, and `&` may start a character reference.
        fc.pre(addressToken(address) !== null && !/^'|&/.test(address));
        const { line } = typedLine({ text: `check ${before}${address}${after}`, mentions: [] });
        assert.ok(line.includes(address), line);
      }),
    );
  });
});
