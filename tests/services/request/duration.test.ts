import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { after, durationMilliseconds } from '../../../services/request/duration.ts';

describe('A duration', () => {
  const right = [
    ['PT15M', 900_000],
    ['PT24H', 86_400_000],
    ['P1D', 86_400_000],
    ['P2DT3H4M5S', 183_845_000],
    ['PT1S', 1_000],
    ['PT90M', 5_400_000],
  ] as const;
  for (const [text, milliseconds] of right) {
    it(`${text} is ${milliseconds} ms`, () => assert.equal(durationMilliseconds(text), milliseconds));
  }

  const wrong = ['', 'P', 'PT', '15M', 'PT15', 'P1H', 'PT1D', 'PT-1M', '-PT1M', 'PT0S', 'P1Y', 'P1M', 'pt1m', 'PT1.5H'];
  for (const text of wrong) {
    it(`"${text}" is none`, () => assert.equal(durationMilliseconds(text), undefined));
  }

  it('is counted from a moment', () => {
    assert.equal(after(new Date('2026-11-22T23:50:00Z'), 'PT15M').toISOString(), '2026-11-23T00:05:00.000Z');
  });

  it('that is none is never waited for', () => {
    assert.throws(() => after(new Date(0), 'soon'), RangeError);
  });

  it('that no calendar holds is none', () => {
    assert.equal(durationMilliseconds('P100000000000D'), undefined);
  });
});
