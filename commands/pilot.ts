import * as z from 'zod/v4';
import { isMovableType, type Mailbox } from '../services/mailbox/mailbox.ts';
import { includesRole, type Role } from '../services/people/role.ts';
import { abandonPilot, MOST_MAILBOXES, pilotOf, signOffPilot, startPilot } from '../services/pilot/pilot.ts';
import { pilotReport } from '../services/pilot/pilot-report.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import { isSamePerson } from '../services/request/record.ts';
import { reason } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';

const example = 'pilot start alice@contoso.com bob@contoso.com';
const signOffExample = 'pilot sign-off --reason "went well for two weeks"';
const MOST_NAMED = 3;
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const pilot = defineCommand({
  name: 'pilot',
  aliases: [],
  summary: 'Shows where the pilot stands; begins one, signs it off, or ends it.',
  usage: 'pilot [start <mailbox>…|sign-off --reason "…"|abandon]',
  examples: ['pilot', example, signOffExample, 'pilot abandon'],
  who: 'viewer',
  changes: true,
  args: z.strictObject({
    what: z.enum(['start', 'sign-off', 'abandon'], 'write "start", "sign-off", "abandon", or nothing.').optional(),
    mailboxes: z.string('the mailboxes must be text.').max(2_000, 'those are too many mailboxes.').optional(),
    reason,
  }),
  positional: ['what', 'mailboxes'],
  rest: true,
  run: async ({ what, mailboxes, reason: why }, context) => {
    switch (what) {
      case 'start':
        return needing(context, 'requester') ?? (await begin(context, namesIn(context, mailboxes)));
      case 'sign-off':
        return needing(context, 'approver') ?? (await signOff(context, why));
      case 'abandon':
        return await abandon(context);
      default:
        return await shown(context);
    }
  },
});

function needing({ roles }: CommandContext, role: Role): Refusal | undefined {
  return includesRole(roles, role) ? undefined : refuse('not_in_role', { role, verb: 'pilot' });
}

async function shown({ services }: CommandContext): Promise<CommandResult> {
  return { ok: true, reply: { kind: 'pilot', report: await pilotReport(services) } };
}

/** Addresses or object ids; those that plain text lost, and people who were mentioned, where nothing was typed. */
function namesIn({ hints }: CommandContext, typed: string | undefined): readonly string[] {
  const words = (typed ?? '').split(/[\s,;]+/).filter((word) => word !== '');
  return [...new Set(words.length > 0 ? words : [...hints.addresses, ...hints.people])];
}

async function begin(context: CommandContext, names: readonly string[]): Promise<CommandResult> {
  const { services, person } = context;
  const there = await pilotOf(services.store);
  if (there) return refuse('pilot_there', { state: there.signedOff ? 'signed off' : 'under way' });
  if (names.length === 0) return refuse('no_mailbox_named', { example });
  if (names.length > MOST_MAILBOXES) {
    return refuse('unclear_line', { what: `a pilot has at most ${MOST_MAILBOXES} mailboxes.`, example });
  }
  const found: Mailbox[] = [];
  for (const name of names) {
    const mailbox = await mailboxNamed(context, name);
    if ('code' in mailbox) return mailbox;
    if (!found.some(({ objectId }) => objectId === mailbox.objectId)) found.push(mailbox);
  }
  const cohort = found.map(({ objectId, userPrincipalName: name, displayName }) => ({ objectId, name, displayName }));
  await startPilot(services, { cohort, by: person });
  return await shown(context);
}

/** A mailbox that can be handed over: one that cannot would hold the pilot up for ever. */
async function mailboxNamed({ services, signal }: CommandContext, name: string): Promise<Mailbox | Refusal> {
  const { exchange } = services;
  const isId = OBJECT_ID.test(name);
  const [first, ...more] = isId ? [] : await exchange.find(name, signal);
  if (first && more.length > 0) {
    const choices = [first, ...more].slice(0, MOST_NAMED).map(({ primaryAddress }) => primaryAddress);
    return refuse('mailbox_unclear', { name: name.slice(0, 60), choices: choices.join(', ') });
  }
  const objectId = isId ? name.toLowerCase() : first?.objectId;
  const mailbox = objectId && (await exchange.read(objectId, signal));
  if (!mailbox) return refuse('mailbox_not_found', { name });
  const { userPrincipalName, type, isDirSynced, isExchangeCloudManaged } = mailbox;
  if (isDirSynced === false) return refuse('not_synced', { mailbox: userPrincipalName });
  if (!isMovableType(type)) return refuse('type_cannot_move', { mailbox: userPrincipalName, type });
  if (isExchangeCloudManaged) return refuse('already_cloud', { mailbox: userPrincipalName });
  return mailbox;
}

/** Only what the requests show counts: nobody signs off steps that were not taken, or their own pilot. */
async function signOff(context: CommandContext, why: string | undefined): Promise<CommandResult> {
  const { services, person } = context;
  const { pilot: running, steps, runners } = await pilotReport(services);
  if (!running) return refuse('pilot_none');
  if (running.signedOff) return refuse('pilot_there', { state: 'signed off' });
  if (runners.some((runner) => isSamePerson(runner, person))) return refuse('pilot_own');
  const left = steps.filter(({ code, state }) => code !== 'signed-off' && state !== 'done').length;
  if (left > 0) return refuse('pilot_unfinished', { left: left === 1 ? '1 step is' : `${left} steps are` });
  if (!why) return refuse('unclear_line', { what: 'a sign-off needs a reason.', example: signOffExample });
  const evidence = [...new Set(steps.flatMap(({ requests }) => requests))];
  await signOffPilot(services, { pilot: running, by: person, reason: why, evidence });
  return await shown(context);
}

async function abandon(context: CommandContext): Promise<CommandResult> {
  const { services, person, roles } = context;
  if (!includesRole(roles, 'approver')) {
    const denied = needing(context, 'requester');
    if (denied) return denied;
  }
  const running = await pilotOf(services.store);
  if (!running) return refuse('pilot_none');
  if (running.signedOff && !includesRole(roles, 'approver')) return refuse('pilot_over');
  await abandonPilot(services, person);
  const sentence = 'The pilot is ended, and what it had shown counts no more. Mailboxes stay as they are.';
  return { ok: true, reply: { kind: 'notice', sentence } };
}
