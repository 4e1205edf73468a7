import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardProblems } from '../../demo/chat/card-rules.ts';
import { card } from './chat-fake-bot.ts';

const execute = { type: 'Action.Execute', title: 'Go', verb: 'go' };
const body = (...elements: unknown[]) => card('x', { body: elements });
const refresh = (userIds: unknown) => card('x', { refresh: { action: execute, userIds } });

test('a card with everything Teams shows has no problems', () => {
  const full = card('x', {
    body: [
      { type: 'TextBlock', text: 'Title', size: 'Large', weight: 'Bolder', wrap: true },
      { type: 'RichTextBlock', inlines: ['a', { type: 'TextRun', text: 'b' }] },
      { type: 'ColumnSet', columns: [{ width: 'auto', items: [{ type: 'TextBlock', text: '' }] }] },
      { type: 'FactSet', facts: [{ title: 'a', value: 'b' }] },
      { type: 'Container', style: 'emphasis', items: [{ type: 'Badge', fallback: { type: 'TextBlock', text: 'b' } }] },
      { type: 'Input.ChoiceSet', id: 'pick', choices: [{ title: 'a', value: 'b' }], style: 'compact' },
      { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://example.com' }] },
    ],
    actions: [execute, { type: 'Action.ShowCard', title: 'More', card: card('inner') }],
    refresh: { action: execute, userIds: ['29:abc'] },
  });
  assert.deepEqual(cardProblems(full), []);
});

const refused: [string, unknown, RegExp][] = [
  ['no version', { type: 'AdaptiveCard', body: [] }, /version is missing/],
  ['a newer version', { ...card('x'), version: '1.6' }, /newer than 1\.5/],
  ['an unknown element', body({ type: 'Blink' }), /element type "Blink" is not supported/],
  ['an unknown action', card('x', { actions: [{ type: 'Action.Http', title: 'x' }] }), /action type "Action\.Http"/],
  ['an unknown element deep inside', body({ type: 'Container', items: [{ type: 'Blink' }] }), /body\[0\]\.items\[0\]/],
  ['a text that is no text', body({ type: 'TextBlock', text: 5 }), /TextBlock needs text/],
  ['a run that is no text', body({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: null }] }), /inlines/],
  ['a fact that is no text', body({ type: 'FactSet', facts: [{ title: 'a', value: 1 }] }), /facts must have/],
  ['a field without id', body({ type: 'Input.Text' }), /needs an id/],
  ['an id used twice', body({ type: 'Input.Text', id: 'a' }, { type: 'TextBlock', text: 'x', id: 'a' }), /used twice/],
  ['seven actions', card('x', { actions: Array(7).fill(execute) }), /at most 6/],
  ['an action without verb', card('x', { actions: [{ type: 'Action.Execute', title: 'x' }] }), /verb/],
  ['a link without address', card('x', { actions: [{ type: 'Action.OpenUrl', title: 'x', url: '/here' }] }), /url/],
  ['61 people to refresh', refresh(Array.from({ length: 61 }, (_, index) => `29:${index}`)), /61 people/],
  ['people who are not Teams ids', refresh(['9c0e2f61-0d4a-4a55-b0c7-5f1e8d3a2001']), /start with "29:"/],
  ['a word Teams does not know', body({ type: 'TextBlock', text: 'x', color: 'pink' }), /color "pink"/],
  [
    'a mention that is not in the text',
    card('x', { msteams: { entities: [{ text: '<at>A</at>', mentioned: {} }] } }),
    /occur/,
  ],
];

for (const [what, given, reason] of refused) {
  test(`a card with ${what} is refused`, () => {
    assert.match(cardProblems(given).join('\n'), reason);
  });
}

test('sixty people to refresh are the most', () => {
  assert.deepEqual(cardProblems(refresh(Array.from({ length: 60 }, (_, index) => `29:${index}`))), []);
});
