import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageText, clockText, momentText } from '../../cards/moment.ts';

test('moments are written out in UTC', () => {
  assert.equal(momentText('2026-11-22T14:32:59.999Z'), '22 Nov 2026, 14:32 UTC');
  assert.equal(momentText('2026-01-03T23:05:00-05:00'), '4 Jan 2026, 04:05 UTC');
  assert.equal(clockText('2026-11-22T04:02:00Z'), '04:02 UTC');
});

test('what is no time is unknown', () => {
  assert.equal(momentText('soon'), 'unknown');
  assert.equal(clockText(''), 'unknown');
  assert.equal(ageText('soon', '2026-11-22T14:32:00Z'), 'unknown');
});

test('ages are one figure', () => {
  const asOf = '2026-11-22T14:32:00Z';
  const ages = { '14:32:00': 'just now', '14:29:00': '3 min', '13:33:00': '59 min', '12:32:00': '2 h' };
  for (const [time, age] of Object.entries(ages)) assert.equal(ageText(`2026-11-22T${time}Z`, asOf), age);
  assert.equal(ageText('2026-11-18T10:00:00Z', asOf), '4 d');
  assert.equal(ageText('2026-11-22T15:00:00Z', asOf), 'just now', 'a clock that is ahead');
});
