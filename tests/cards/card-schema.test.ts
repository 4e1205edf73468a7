import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardSchema } from '../../cards/card-schema.ts';
import { noticeCard } from '../../cards/notice.ts';
import { OBJECT_ID } from './samples.ts';

const text = { type: 'TextBlock', text: 'Hello', wrap: true };
const button = { type: 'Action.Execute', title: 'Check', verb: 'check', data: { mailbox: OBJECT_ID } };
const card = (body: unknown[], actions: unknown[] = []): object => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  actions,
});
const accepts = (value: object): boolean => cardSchema.safeParse(value).success;

test('a plain card with a button is accepted', () => {
  assert.ok(accepts(card([text], [button])));
  assert.ok(accepts(noticeCard('Hello')));
});

test('row 16: what phones do not show well is refused', () => {
  assert.ok(!accepts(card([{ type: 'Table', rows: [] }])), 'tables');
  assert.ok(!accepts(card([{ ...text, wrap: false }])), 'text that is cut off');
  assert.ok(!accepts({ ...card([text]), version: '1.6' }), 'newer versions');
  const columns = [1, 2, 3].map(() => ({ type: 'Column', width: 'auto', items: [text] }));
  assert.ok(!accepts(card([{ type: 'ColumnSet', columns }])), 'three columns');
  const inColumn = { type: 'Column', width: 'auto', items: [{ type: 'ActionSet', actions: [button] }] };
  assert.ok(!accepts(card([{ type: 'ColumnSet', columns: [inColumn] }])), 'buttons in columns');
});

test('unknown properties, verbs and arguments are refused', () => {
  assert.ok(!accepts(card([{ ...text, bold: true }])));
  assert.ok(!accepts(card([text], [{ ...button, verb: 'delete' }])));
  assert.ok(!accepts(card([text], [{ ...button, data: { mailbox: OBJECT_ID, role: 'admin' } }])));
});

test('text that is not text, or nothing, is refused', () => {
  assert.ok(!accepts(card([{ ...text, text: 5 }])));
  assert.ok(!accepts(card([{ ...text, text: '' }])));
  assert.ok(!accepts(card([{ ...text, text: null }])));
});

test('more than six actions, ids used twice and cards that are too large are refused', () => {
  assert.ok(
    accepts(
      card(
        [text],
        Array.from({ length: 6 }, () => button),
      ),
    ),
  );
  assert.ok(
    !accepts(
      card(
        [{ type: 'ActionSet', actions: [button] }],
        Array.from({ length: 6 }, () => button),
      ),
    ),
  );
  assert.ok(
    !accepts(
      card([
        { ...text, id: 'same' },
        { ...text, id: 'same' },
      ]),
    ),
  );
  assert.ok(!accepts(card([{ ...text, text: 'x'.repeat(13_000) }])));
});
