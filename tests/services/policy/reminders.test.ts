import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { type DaySpan, daySpanSchema, isWithin } from '../../../services/policy/day-span.ts';
import { escalatesAt, nextReminderAt, remindersDue, type Waiting } from '../../../services/policy/reminders.ts';
import { durationMilliseconds } from '../../../services/request/duration.ts';

const CONFIRMED = new Date('2026-11-23T09:00:00Z');
const DAY_LATER = new Date('2026-11-24T09:00:00Z');
const NIGHT: DaySpan = daySpanSchema.parse({ from: '20:00', to: '07:00' });
const USUAL = { first: 'PT15M', factor: 2, most: 6 };

type Change = { readonly [Key in keyof Waiting['rule']]?: Waiting['rule'][Key] };
const waiting = (rule: Change = {}, expiresAt = DAY_LATER): Waiting => ({
  rule: { remind: USUAL, escalate: null, quietHours: [], ...rule },
  confirmedAt: CONFIRMED,
  expiresAt,
});

/** Every reminder there will be, as a sender that is never late sends them. */
function all(one: Waiting): readonly Date[] {
  const moments: Date[] = [];
  for (;;) {
    const next = nextReminderAt({ ...one, reminded: moments.length });
    if (next === null) return moments;
    moments.push(next);
  }
}

const times = (moments: readonly Date[]): readonly string[] =>
  moments.map((moment) => moment.toISOString().replace('2026-11-', '').slice(0, 8));

describe('reminders', () => {
  it('come after a quarter of an hour, and then after twice as long each time', () => {
    assert.deepEqual(times(all(waiting())), ['23T09:15', '23T09:45', '23T10:45', '23T12:45', '23T16:45', '24T00:45']);
  });

  it('come as often as the rule says, or not at all', () => {
    assert.deepEqual(times(all(waiting({ remind: { ...USUAL, most: 2 } }))), ['23T09:15', '23T09:45']);
    assert.deepEqual(all(waiting({ remind: { ...USUAL, most: 0 } })), []);
  });

  it('come at even distances with a factor of 1', () => {
    const remind = { first: 'PT1H', factor: 1, most: 3 };
    assert.deepEqual(times(all(waiting({ remind }))), ['23T10:00', '23T11:00', '23T12:00']);
  });

  it('do not come once the request has expired, or as it does', () => {
    const until = new Date('2026-11-23T09:45:00Z');
    assert.deepEqual(times(all(waiting({}, until))), ['23T09:15']);
  });

  it('that fall into quiet hours come at their end, and the next gap counts from there', () => {
    const remind = { first: 'PT6H', factor: 1, most: 4 };
    const until = new Date('2026-11-26T09:00:00Z');
    assert.deepEqual(times(all(waiting({ remind, quietHours: [NIGHT] }, until))), [
      '23T15:00',
      '24T07:00',
      '24T13:00',
      '24T19:00',
    ]);
  });

  it('are not sent in a bunch by a sender that was away: it sends one and counts them all', () => {
    const one = waiting();
    assert.equal(remindersDue(one, CONFIRMED), 0);
    assert.equal(remindersDue(one, new Date('2026-11-23T09:15:00Z')), 1);
    assert.equal(remindersDue(one, new Date('2026-11-23T13:00:00Z')), 4);
    assert.deepEqual(nextReminderAt({ ...one, reminded: 4 })?.toISOString(), '2026-11-23T16:45:00.000Z');
  });
});

describe('the escalation', () => {
  const escalate = { after: 'PT4H', to: 'admin' } as const;

  it('comes when the time for it has passed', () => {
    assert.equal(escalatesAt(waiting({ escalate }))?.toISOString(), '2026-11-23T13:00:00.000Z');
  });

  it('waits for the end of quiet hours', () => {
    const late = { after: 'PT12H', to: 'admin' } as const;
    assert.equal(
      escalatesAt(waiting({ escalate: late, quietHours: [NIGHT] }))?.toISOString(),
      '2026-11-24T07:00:00.000Z',
    );
  });

  it('does not come where none is wanted, nor after the request has expired', () => {
    assert.equal(escalatesAt(waiting()), null);
    assert.equal(escalatesAt(waiting({ escalate }, new Date('2026-11-23T13:00:00Z'))), null);
    assert.equal(
      escalatesAt(
        waiting({ escalate: { after: 'PT12H', to: 'admin' }, quietHours: [NIGHT] }, new Date('2026-11-24T07:00:00Z')),
      ),
      null,
    );
  });
});

describe('whatever the rule', () => {
  const spans = fc.array(
    fc
      .record({
        from: fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`),
        to: fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`),
        timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        days: fc.subarray(['mon', 'sat', 'sun'] as const),
      })
      .map((span) => daySpanSchema.parse(span)),
    { maxLength: 3 },
  );
  const waitings: fc.Arbitrary<Waiting> = fc.record({
    rule: fc.record({
      remind: fc.record({
        first: fc.constantFrom('PT1M', 'PT15M', 'PT3H', 'P2D', 'P366D'),
        factor: fc.double({ min: 1, max: 10, noNaN: true }),
        most: fc.integer({ min: 0, max: 20 }),
      }),
      escalate: fc.option(fc.record({ after: fc.constantFrom('PT1H', 'P3D'), to: fc.constant('admin' as const) })),
      quietHours: spans,
    }),
    confirmedAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
    expiresAt: fc.constant(CONFIRMED),
  });
  /** The life of a request is between a minute and ten days. */
  const lives = fc
    .tuple(waitings, fc.integer({ min: 60_000, max: 10 * 86_400_000 }))
    .map(([one, life]) => ({ ...one, expiresAt: new Date(one.confirmedAt.getTime() + life) }));

  it('reminders come later and later, outside of quiet hours, before the end, and not more than wanted', () => {
    fc.assert(
      fc.property(lives, (one) => {
        const moments = all(one);
        const { first, most } = one.rule.remind;
        assert.ok(moments.length <= most);
        let last = one.confirmedAt.getTime();
        for (const moment of moments) {
          assert.ok(moment.getTime() >= last + (durationMilliseconds(first) ?? 0), 'no sooner than the first gap');
          assert.ok(moment < one.expiresAt);
          assert.ok(!one.rule.quietHours.some((span) => isWithin(span, moment)));
          last = moment.getTime();
        }
      }),
    );
  });

  it('as many are due as have come', () => {
    fc.assert(
      fc.property(lives, fc.double({ min: 0, max: 1.5, noNaN: true }), (one, share) => {
        const life = one.expiresAt.getTime() - one.confirmedAt.getTime();
        const now = new Date(one.confirmedAt.getTime() + life * share);
        const due = remindersDue(one, now);
        assert.equal(due, all(one).filter((moment) => moment <= now).length);
        const next = nextReminderAt({ ...one, reminded: due });
        assert.ok(next === null || next > now);
      }),
    );
  });

  it('an escalation comes outside of quiet hours, after its time and before the end', () => {
    fc.assert(
      fc.property(lives, (one) => {
        const at = escalatesAt(one);
        if (at === null) return;
        const { escalate, quietHours } = one.rule;
        assert.ok(
          at.getTime() - one.confirmedAt.getTime() >= (durationMilliseconds(escalate?.after ?? '') ?? Infinity),
        );
        assert.ok(at < one.expiresAt);
        assert.ok(!quietHours.some((span) => isWithin(span, at)));
      }),
    );
  });
});
