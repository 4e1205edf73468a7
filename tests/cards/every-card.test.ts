import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CARD_VERBS, cardBytes, cardSchema, MAX_CARD_BYTES } from '../../cards/card-schema.ts';
import { cardProblems } from '../../demo/chat/card-rules.ts';
import { nodesOf, verbsOf } from './card-text.ts';
import { GALLERY } from './gallery.ts';
import { parserProblems } from './official-parser.ts';

const TEXT_FIELDS = ['text', 'title', 'value', 'label', 'placeholder', 'tooltip'] as const;

for (const { name, card } of GALLERY) {
  test(`the card ${name} is one that Teams shows on desktop and phone`, () => {
    const checked = cardSchema.safeParse(card);
    assert.ok(checked.success, checked.error?.message);
    assert.deepEqual(parserProblems(card), []);
    assert.deepEqual(cardProblems(card), []);
    assert.ok(cardBytes(card) <= MAX_CARD_BYTES);
    assert.ok(!JSON.stringify(card).includes('${'), 'no binding is left over');
    assert.ok(verbsOf(card).every((verb) => CARD_VERBS.some((known) => known === verb)));
    for (const node of nodesOf(card)) {
      for (const field of TEXT_FIELDS) {
        assert.ok(node[field] === undefined || typeof node[field] === 'string', `${field} is text`);
      }
    }
  });
}

test('the second opinion notices what is wrong', () => {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Input.Text' }, { type: 'Sparkle' }] };
  assert.ok(parserProblems(card).length > 0);
});
