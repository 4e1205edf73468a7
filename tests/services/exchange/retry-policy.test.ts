import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitBeforeRetry } from '../../../services/exchange/retry-policy.ts';
import { retryAfterMs } from '../../../services/http/retry-after.ts';

const passing = { repeatable: true, retryAfterMs: undefined };
const NOW = new Date('2026-11-22T08:00:00Z');

describe('When to try again', () => {
  it('waits twice as long each time, five times, and then not again', () => {
    const waits = [0, 1, 2, 3, 4, 5].map((retries) => waitBeforeRetry(passing, retries));
    assert.deepEqual(waits, [2000, 4000, 8000, 16000, 32000, undefined]);
  });

  it('waits as long as the service says', () => {
    assert.equal(waitBeforeRetry({ repeatable: true, retryAfterMs: 1500 }, 0), 1500);
  });

  it('does not try again what cannot pass', () => {
    assert.equal(waitBeforeRetry({ repeatable: false, retryAfterMs: 1500 }, 0), undefined);
  });

  const headers: readonly [string | string[] | undefined, number | undefined][] = [
    ['10', 10_000],
    ['0.25', 250],
    ['1.0005', 1001],
    ['0', 0],
    ['1000', 300_000],
    ['99999999999999999999', 300_000],
    ['Sun, 22 Nov 2026 08:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 07:00:00 GMT', 0],
    [['2', '3'], 2000],
    ['', undefined],
    ['soon', undefined],
    ['-5x', undefined],
    [undefined, undefined],
  ];
  for (const [header, expected] of headers) {
    it(`reads Retry-After ${JSON.stringify(header)} as ${expected} ms`, () => {
      assert.equal(retryAfterMs(header, NOW), expected);
    });
  }
});
