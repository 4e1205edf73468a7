import * as z from 'zod/v4';
import { freeze as setFreeze } from '../services/freeze/freeze.ts';
import { momentText } from '../services/moment-text.ts';
import { refuse } from '../services/refusal.ts';
import { reason } from './arguments.ts';
import { defineCommand } from './define-command.ts';

const example = 'freeze until 2026-12-24T18:00Z --reason "holiday freeze"';

/** Longer than this is a mistake, not a freeze. */
const LONGEST_DAYS = 60;

const moment = z
  .string('say until when, in UTC.')
  .transform((text) => new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))
  .refine((date) => !Number.isNaN(date.getTime()), 'that is not a moment such as 2026-12-24T18:00Z.');

export const freeze = defineCommand({
  name: 'freeze',
  aliases: [],
  summary: 'Stops all execution until a moment. Asking and approving go on.',
  usage: 'freeze until <moment> --reason "…"',
  examples: [example],
  who: 'admin',
  changes: true,
  args: z.strictObject({ word: z.literal('until', 'write "until" and a moment.'), until: moment, reason: reason }),
  positional: ['word', 'until'],
  run: async ({ until, reason: why }, context) => {
    if (!why) return refuse('unclear_line', { what: 'a freeze needs a reason.', example });
    const now = context.services.clock.now().getTime();
    const days = (until.getTime() - now) / 86_400_000;
    if (days <= 0 || days > LONGEST_DAYS) {
      return refuse('unclear_line', { what: `the moment must lie within the next ${LONGEST_DAYS} days.`, example });
    }
    await setFreeze(context.services, { until, reason: why, by: context.person });
    const sentence = `Nothing is executed until ${momentText(until.toISOString())}. Requests can still be made and approved; "thaw" ends it early.`;
    return { ok: true, reply: { kind: 'notice', sentence } };
  },
});
