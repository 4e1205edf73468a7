import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod/v4';
import { cardFrom } from '../../cards/expand.ts';

const shell = (text: string): object => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text, wrap: true }],
});

test('a view that does not fit its schema never becomes a card', () => {
  const fill = cardFrom(shell('${name}'), z.strictObject({ name: z.string() }));
  assert.throws(() => fill(JSON.parse('{}')));
  assert.throws(() => fill(JSON.parse('{"name":null}')));
  assert.throws(() => fill(JSON.parse('{"name":"a","more":1}')));
});

test('a binding that finds nothing throws instead of showing itself', () => {
  for (const text of ['${missing}', 'Dear ${missing}', '${name} ${missing}']) {
    const fill = cardFrom(shell(text), z.strictObject({ name: z.string() }));
    assert.throws(() => fill({ name: 'Alice' }), /missing/, text);
  }
});

test('one bad card does not spoil the next', () => {
  const bad = cardFrom(shell('Dear ${missing}'), z.strictObject({ name: z.string() }));
  const good = cardFrom(shell('Dear ${name}'), z.strictObject({ name: z.string() }));
  assert.throws(() => bad({ name: 'Alice' }));
  assert.deepEqual(good({ name: 'Alice' }), shell('Dear Alice'));
});

test('data is never read as an expression', () => {
  const fill = cardFrom(shell('${name}'), z.strictObject({ name: z.string(), secret: z.string() }));
  assert.deepEqual(fill({ name: '${secret}', secret: 'hidden' }), shell('${secret}'));
});

// A condition on a field that does not exist is silently false, so conditions are kept to checked flags.
const FLAGS = new Set([
  'hasSnapshot',
  'canConfirm',
  'canDecide',
  'canCancel',
  'canAskAgain',
  'canReview',
  'canHold',
  'canRelease',
  'canSettle',
  'canSeeLosses',
  'canRollBack',
]);
const folder = join(import.meta.dirname, '../../cards');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  test(`${file} asks only for flags that its view has`, () => {
    const template = readFileSync(join(folder, file), 'utf8');
    const conditions = [...template.matchAll(/"\$when": "([^"]*)"/g)].map(([, condition = '']) => condition);
    for (const condition of conditions) assert.ok(FLAGS.has(condition.slice(2, -1)), condition);
  });

  test(`${file} never puts the words of others into Markdown`, () => {
    const ours = new Set([
      'authority',
      'standing',
      'verdict',
      'meaning',
      'readAt',
      'id',
      'label',
      'heading',
      'title',
      'hints',
      'notes',
      '$data',
    ]);
    const template: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const bound of markdownBindings(template)) assert.ok(ours.has(bound), `${bound} in a TextBlock`);
  });
}

/** The names bound in the texts of TextBlocks. */
function markdownBindings(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(markdownBindings);
  if (typeof node !== 'object' || node === null) return [];
  const own = 'type' in node && node.type === 'TextBlock' && 'text' in node ? String(node.text) : '';
  const names = [...own.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
  return [...names, ...Object.values(node).flatMap(markdownBindings)];
}
