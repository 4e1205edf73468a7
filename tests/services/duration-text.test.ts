import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { durationText } from '../../services/duration-text.ts';
import { dateText, momentText } from '../../services/moment-text.ts';

describe('Times in words', () => {
  for (const [duration, words] of [
    ['PT24H', '24 hours'],
    ['PT1H', '1 hour'],
    ['P1DT12H', '1 day 12 hours'],
    ['PT15M', '15 minutes'],
    ['P30D', '30 days'],
    ['PT1M1S', '1 minute 1 second'],
  ] as const) {
    it(`${duration} is ${words}`, () => assert.equal(durationText(duration), words));
  }

  it('what is no duration and what is no time is never made up', () => {
    assert.equal(durationText('soon'), 'soon');
    assert.equal(dateText('soon'), 'unknown');
    assert.equal(momentText('soon'), 'unknown');
  });

  it('days and moments are those of UTC', () => {
    assert.equal(dateText('2026-11-22T23:53:00+02:00'), '22 Nov 2026');
    assert.equal(momentText('2026-11-22T23:53:00Z'), '22 Nov 2026, 23:53 UTC');
  });
});
