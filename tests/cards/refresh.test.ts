import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AdaptiveCardJson, cardBytes, cardSchema, MAX_CARD_BYTES } from '../../cards/card-schema.ts';
import { requestCard } from '../../cards/request.ts';
import { textOf } from './card-text.ts';
import { attributes, report, snapshot } from './samples.ts';

const handles = (count: number, length = 89): string[] =>
  Array.from({ length: count }, (_, index) => `29:${String(index).padStart(length - 3, 'x')}`);

function shared(refreshFor?: readonly string[], changes = {}): AdaptiveCardJson {
  return requestCard({ report: { ...report('pending'), ...changes }, audience: 'everyone', notice: null, refreshFor });
}

test('a card asks for nobody unless it is told for whom', () => {
  assert.equal(shared().refresh, undefined);
});

test('a refresh always has a list, also an empty one: without it Teams would ask for everybody', () => {
  assert.deepEqual(shared([]).refresh, {
    action: { type: 'Action.Execute', title: 'Review', verb: 'review', data: { request: '7Q4K-2M' } },
    userIds: [],
  });
});

test('sixty people are listed, each once, and no more', () => {
  const sixty = handles(60);
  assert.deepEqual(shared(sixty).refresh?.userIds, sixty);
  assert.deepEqual(shared([...sixty, ...sixty, '29:one-more']).refresh?.userIds, sixty);
});

test('what is no handle of Teams is left out, because Teams would refuse the whole card', () => {
  assert.deepEqual(shared(['28:bot', 'emulator', '', '29:ann']).refresh?.userIds, ['29:ann']);
});

test('a card that is full has room for sixty people once it is shortened', () => {
  const long = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`CustomAttribute${i + 1}`, 'x'.repeat(1000)]));
  const addresses = Array.from({ length: 300 }, (_, index) => `smtp:${'a'.repeat(60)}${index}@contoso.com`);
  const full = snapshot({ attributes: attributes({ ...long, EmailAddresses: addresses }) });
  const findings = Array.from({ length: 20 }, () => ({ code: 'x', level: 'warn', sentence: 'x'.repeat(300) }));
  const { record } = report('pending', { action: 'to-on-premises', findings: JSON.parse(JSON.stringify(findings)) });
  const card = shared(handles(60), { record, snapshot: full });
  assert.ok(cardSchema.safeParse(card).success);
  assert.equal(card.refresh?.userIds.length, 60);
  assert.match(textOf(card), /Waiting for approval/);
});

test('handles that are longer than any real one cost people their place on the list, never the card', () => {
  const card = shared(handles(60, 1_000));
  assert.ok(cardBytes(card) <= MAX_CARD_BYTES);
  const listed = card.refresh?.userIds.length ?? 0;
  assert.ok(listed > 0 && listed < 60, String(listed));
});
