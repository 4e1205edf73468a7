import * as z from 'zod/v4';
import { censusReport } from '../services/census/census-report.ts';
import { includesRole } from '../services/people/role.ts';
import { refuse } from '../services/refusal.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';

export const census = defineCommand({
  name: 'census',
  aliases: ['inventory'],
  summary: 'Shows who is the authority for how many mailboxes, and how that went.',
  usage: 'census [now]',
  examples: ['census', 'census now'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ when: z.literal('now', 'write "now" to take one, or nothing to see the last.').optional() }),
  positional: ['when'],
  run: async ({ when }, context) => (when === 'now' ? await begin(context) : await shown(context)),
});

async function shown({ services }: CommandContext): Promise<CommandResult> {
  const { total } = await services.divergences.open(0);
  const { clock, rules } = services;
  const report = await censusReport(services.census, { now: clock.now(), divergences: total, rules });
  return { ok: true, reply: { kind: 'census', report } };
}

/** Reads the whole tenant and changes nothing; an administrator decides when Exchange is asked for so much. */
async function begin({ services, roles }: CommandContext): Promise<CommandResult> {
  if (!includesRole(roles, 'admin')) return refuse('not_in_role', { role: 'admin', verb: 'take a census' });
  const now = services.clock.now();
  const { running } = await services.census.state(now);
  if (running) return refuse('census_running', { seen: String(running.seen) });
  await services.census.want(now);
  const sentence = 'A census begins within seconds. It only reads; type "census" to see how far it is.';
  return { ok: true, reply: { kind: 'notice', sentence } };
}
