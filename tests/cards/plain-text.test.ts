import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clipped, editable, grouped, joined, plain } from '../../cards/plain-text.ts';

test('ordinary text stays as it is', () => {
  for (const text of ['Alice Meyer', 'Zoë Müller-Łukasz', '李小龍', 'مريم', '[a](b) **c** ${d} <at>e</at>', '🙂']) {
    assert.equal(plain(text), text);
  }
});

test('what cannot be seen or turns a line around is taken out', () => {
  assert.equal(plain('a\u202eb\u2066c\u200bd\ufeffe\u0000f\u00adg'), 'abcdefg');
  assert.equal(plain('one\r\n\ttwo\u2028three'), 'one two three');
  assert.equal(plain('x\u3164\u2800y'), 'xy');
});

test('text of which nothing is left says so', () => {
  for (const text of ['', '   ', '\u200b\u202e', '\n']) assert.equal(plain(text), '(blank)');
});

test('long text is cut and says how long it was', () => {
  assert.equal(plain('x'.repeat(5000), 10), 'xxxxxxxxxx… (5,000 characters)');
  assert.equal(plain('x'.repeat(120)), 'x'.repeat(120));
  assert.equal(plain('x'.repeat(130)), 'x'.repeat(130), 'cutting ten characters would save nothing');
});

test('a cut never leaves half an emoji', () => {
  assert.equal(plain(`ab${'🙂'.repeat(20)}`, 3), 'ab… (42 characters)');
  assert.ok(plain('👩‍💻'.repeat(500), 101).isWellFormed());
  assert.ok(plain('\ud83d half').isWellFormed());
  assert.ok(editable('🙂'.repeat(600), 999).isWellFormed());
});

test('towers of accents are cut down', () => {
  assert.equal(plain(`e${'\u0301'.repeat(50)}`), `e${'\u0301'.repeat(3)}`);
});

test('a text full of quotation marks takes no more room in JSON than another', () => {
  assert.ok(JSON.stringify(plain('"'.repeat(500), 100)).length < 130);
});

test('a clipped text never exceeds its limit', () => {
  assert.equal(clipped('x'.repeat(500), 120).length, 120);
  assert.equal(clipped('short', 120), 'short');
});

test('an input keeps its lines and loses what cannot be seen', () => {
  assert.equal(editable('first\r\nsecond\u202e', 1000), 'first\nsecond');
  assert.equal(editable('', 1000), '');
});

test('long lists end in a number', () => {
  const show = (text: string): string => text;
  assert.equal(joined(['a', 'b'], 3, show), 'a, b');
  assert.equal(
    joined(
      Array.from({ length: 1003 }, () => 'a'),
      3,
      show,
    ),
    'a, a, a and 1,000 more',
  );
});

test('large numbers are grouped', () => {
  assert.equal(grouped(999), '999');
  assert.equal(grouped(1234567), '1,234,567');
});
