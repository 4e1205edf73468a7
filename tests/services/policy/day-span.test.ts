import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { type DaySpan, daySpanSchema, isWithin, spanEnd, WEEKDAYS } from '../../../services/policy/day-span.ts';
import { firstOutside, leaveTime } from '../../../services/policy/first-outside.ts';

const span = (given: Partial<DaySpan> & Pick<DaySpan, 'from' | 'to'>): DaySpan => daySpanSchema.parse(given);
const BERLIN = { timeZone: 'Europe/Berlin' };
const NIGHT = span({ from: '22:00', to: '06:00', ...BERLIN });
const WEEKEND = span({ from: '00:00', to: '24:00', days: ['sat', 'sun'], ...BERLIN });

describe('a span of the day', () => {
  const ends = [
    {
      of: 'a span within a day',
      span: span({ from: '09:00', to: '17:00' }),
      at: '2026-11-23T16:59:59Z',
      end: '17:00:00',
    },
    { of: 'a night, before midnight', span: NIGHT, at: '2026-11-23T21:30:00Z', end: '2026-11-24T05:00:00' },
    { of: 'a night, after midnight', span: NIGHT, at: '2026-11-24T00:00:00Z', end: '2026-11-24T05:00:00' },
    { of: 'a night in which clocks go forward', span: NIGHT, at: '2026-03-28T22:00:00Z', end: '2026-03-29T04:00:00' },
    { of: 'a night in which clocks go back', span: NIGHT, at: '2026-10-24T21:00:00Z', end: '2026-10-25T05:00:00' },
    { of: 'a weekend, over its midnight', span: WEEKEND, at: '2026-11-21T12:00:00Z', end: '2026-11-22T23:00:00' },
    { of: 'a weekend in which clocks go back', span: WEEKEND, at: '2026-10-23T22:00:00Z', end: '2026-10-25T23:00:00' },
  ];
  for (const { of, span: one, at, end } of ends) {
    it(`${of} ends when its clock says so`, () => {
      assert.ok(spanEnd(one, new Date(at))?.toISOString().includes(end), String(spanEnd(one, new Date(at))));
    });
  }

  it('past midnight belongs to the day it began on', () => {
    const friday = span({ from: '22:00', to: '06:00', days: ['fri'] });
    assert.ok(isWithin(friday, new Date('2026-11-28T05:59:00Z')), 'Saturday morning');
    assert.ok(!isWithin(friday, new Date('2026-11-27T05:59:00Z')), 'Friday morning');
  });

  it('has no end outside of itself', () => {
    assert.equal(spanEnd(NIGHT, new Date('2026-11-23T12:00:00Z')), undefined);
  });

  it('is refused where it cannot be meant', () => {
    for (const wrong of [
      { from: '9:00', to: '17:00' },
      { from: '24:00', to: '06:00' },
      { from: '00:00', to: '24:01' },
      { from: '08:00', to: '08:00' },
      { from: '08:00', to: '09:00', timeZone: 'Middle/Earth' },
      { from: '08:00', to: '09:00', days: ['monday'] },
    ]) {
      assert.ok(!daySpanSchema.safeParse(wrong).success, JSON.stringify(wrong));
    }
  });

  it('ends at its first minute outside, whatever the zone, the days and the clocks do', () => {
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(arbitrarySpan(), moments, (one, now) => {
        const end = spanEnd(one, now);
        assert.equal(end !== undefined, isWithin(one, now));
        if (!end) return;
        assert.ok(end > now);
        assert.ok(!isWithin(one, end), 'the end is outside');
        assert.ok(isWithin(one, new Date(end.getTime() - 60_000)), 'the minute before is inside');
      }),
    );
  });
});

describe('several spans', () => {
  it('that follow each other are left at the end of the last', () => {
    const morning = span({ from: '06:00', to: '09:00', ...BERLIN });
    const left = firstOutside([NIGHT, morning], new Date('2026-11-23T22:00:00Z'), new Date('2026-12-01T00:00:00Z'));
    assert.equal(left?.toISOString(), '2026-11-24T08:00:00.000Z');
  });

  it('that do not end before the limit are not left', () => {
    assert.equal(firstOutside([NIGHT], new Date('2026-11-23T22:00:00Z'), new Date('2026-11-24T05:00:00Z')), null);
  });

  it('leave time or do not', () => {
    assert.ok(leaveTime([NIGHT, WEEKEND]));
    assert.ok(leaveTime([]));
    assert.ok(!leaveTime([span({ from: '00:00', to: '24:00' })]));
    assert.ok(!leaveTime([span({ from: '00:00', to: '12:00' }), span({ from: '12:00', to: '24:00' })]));
    assert.ok(!leaveTime([span({ from: '22:00', to: '12:00' }), span({ from: '11:00', to: '23:00' })]));
  });
});

function arbitrarySpan(): fc.Arbitrary<DaySpan> {
  const time = fc
    .integer({ min: 0, max: 24 * 60 - 1 })
    .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
  return fc
    .record({
      from: time,
      to: time,
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
      days: fc.subarray([...WEEKDAYS]),
    })
    .filter(({ from, to }) => from !== to);
}
