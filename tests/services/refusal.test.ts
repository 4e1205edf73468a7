import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { REFUSALS, type RefusalCode, refusalSentence, refuse } from '../../services/refusal.ts';

const CODES = Object.keys(REFUSALS).filter((code): code is RefusalCode => code in REFUSALS);
const ROOT = new URL('../../', import.meta.url);

/** Typical details, as long as they get. */
const DETAIL = {
  word: 'chek',
  suggestion: 'Type "help" to see what I can do.',
  what: '"7Q4K-2U" is not a request id such as 7Q4K-2M.',
  example: 'request alice@contoso.com',
  address: 'aliсe@contoso.com',
  limit: '1000',
  name: 'alice.meyer@contoso.com',
  mailbox: 'alice.meyer@contoso.com',
  type: 'LinkedMailbox',
  id: '7Q4K-2M',
  requester: 'Dana Whitfield',
  verb: 'confirmed',
  role: 'requester',
  at: '2026-11-22T09:15:00.000Z',
  missing: 'being confirmed',
  state: 'waiting for approval (1 of 2)',
  code: 'authentication',
  next: 'tell your Steward administrator.',
  reference: '1a2b3c4d',
  needed: '2',
  found: 'only 1',
  seconds: '2',
  topic: 'readers-of-unwritten-attributes-none',
  left: '3 steps are',
  line: 'carry alice.meyer@contoso.com',
  file: 'readiness-2026-11-22.html',
  label: 'Extension custom attribute 5',
  length: '1350',
  choices: 'alice.meyer@contoso.com, alice.stone@contoso.com',
  snapshot: '1a2b3c4d',
  form: 'a version of four numbers, or none',
  why: 'Its mailbox is still on-premises. Move the mailbox to Exchange Online first.',
  domains: 'contoso.com, fabrikam.com',
  holder: 'Alice Stone',
  seen: '120,000',
};

const placeholders = (code: RefusalCode): readonly string[] =>
  [...REFUSALS[code].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

function sources(folder: URL): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

describe('Every refusal', () => {
  for (const code of CODES) {
    it(`${code} is one short sentence that says what to do next`, () => {
      const sentence = refusalSentence(refuse(code, DETAIL));
      assert.ok(sentence.length <= 220, `${sentence.length} characters`);
      assert.match(sentence, /^\S.*\S$/);
      assert.doesNotMatch(sentence, /[{}]/);
      assert.match(REFUSALS[code], /(\.|\{\w+\})$/);
    });

    for (const name of placeholders(code)) {
      it(`${code} without its ${name} is a defect, not a sentence with a hole`, () => {
        const detail = Object.fromEntries(Object.entries(DETAIL).filter(([key]) => key !== name));
        assert.throws(() => refusalSentence(refuse(code, detail)), new RegExp(`${code}.*"${name}"`));
      });
    }
  }

  it('a detail that looks like a placeholder or a replacement pattern stays as it is', () => {
    const sentence = refusalSentence(refuse('request_not_found', { id: '{id} $& $1' }));
    assert.equal(sentence, 'There is no request "{id} $& $1": type "pending" to see the open ones.');
  });

  it('ends its sentence the way people can act on: the second part is never empty', () => {
    const final: readonly RefusalCode[] = ['not_synced', 'whole_object', 'use_in_channel', 'wrong_tenant'];
    for (const code of CODES.filter((each) => !final.includes(each))) {
      const [, ...next] = REFUSALS[code].split(/: |\. |, so /);
      assert.notEqual(next.join('').trim(), '', code);
    }
  });

  it('is used somewhere: a code that nothing refuses with only misleads', () => {
    const text = ['bot/', 'commands/', 'services/'].flatMap((folder) => sources(new URL(folder, ROOT))).join('\n');
    const unused = CODES.filter((code) => !new RegExp(`refuse\\(\\s*'${code}'|[:?] '${code}'`).test(text));
    assert.deepEqual(unused, []);
  });
});
