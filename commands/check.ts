import * as z from 'zod/v4';
import type { Mailbox } from '../services/mailbox/mailbox.ts';
import type { MailboxReport } from '../services/mailbox/report.ts';
import { waitingFinding } from '../services/object/describe-object.ts';
import { findObject } from '../services/object/find-object.ts';
import { handedBack } from '../services/object/handed-back.ts';
import { includesRole } from '../services/people/role.ts';
import { refuse } from '../services/refusal.ts';
import { type Examination, examine } from '../services/request/examine.ts';
import { mailboxName } from './arguments.ts';
import { checkObject } from './check-object.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { lastRequests } from './last-requests.ts';
import { resolveSubject } from './resolve-subject.ts';
import { wholeFlag, wholeOrNot } from './whole-object.ts';

const example = 'check alice@contoso.com';

export const check = defineCommand({
  name: 'check',
  aliases: ['show'],
  summary: 'Shows who is the authority for a mailbox, group, contact or user, and what can be done next.',
  usage: 'check <mailbox> [--whole]',
  examples: [example, 'check plant.news@contoso.com', 'check alice@contoso.com --whole'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName, whole: wholeFlag }),
  positional: ['mailbox'],
  rest: true,
  run: async (args, context) => {
    const subject = await resolveSubject(context, { ...wholeOrNot(args), verb: 'check', example });
    if (subject.kind === 'refused') return subject.refusal;
    if (subject.kind === 'ask') return { ok: true, reply: subject.reply };
    if (subject.kind === 'object') return await checkObject(context, subject.object);
    return await checkId(context, subject.objectId);
  },
});

/** An id, typed or from a button, says nothing about what it is the id of. */
async function checkId(context: CommandContext, objectId: string): Promise<CommandResult> {
  const { exchange, directory } = context.services;
  const mailbox = await exchange.read(objectId, context.signal);
  if (mailbox) return await report(context, mailbox);
  const object = await findObject(directory, objectId, context.signal);
  return object ? await checkObject(context, object) : refuse('mailbox_not_found', { name: objectId });
}

async function report(context: CommandContext, mailbox: Mailbox): Promise<CommandResult> {
  const { directory, clock } = context.services;
  const [examination, requests] = await Promise.all([
    examine({ directory }, mailbox, context.signal),
    lastRequests(context, mailbox.objectId),
  ]);
  const seen = { mailbox, ...(await withLedger(context, mailbox, examination)), ...requests };
  const next = nextSteps(context, seen);
  return { ok: true, reply: { kind: 'mailbox', report: { ...seen, next, readAt: clock.now().toISOString() } } };
}

/**
 * A user who was handed back as a whole looks cloud-only until the next directory sync, and is still managed in the cloud
 * until then: only our own ledger tells.
 */
async function withLedger(
  { services }: CommandContext,
  { objectId, userPrincipalName }: Mailbox,
  examination: Examination,
): Promise<Examination> {
  if (examination.authority !== 'cloud-only') return examination;
  const back = await handedBack(services.store, objectId);
  if (!back) return examination;
  const findings = examination.findings.filter(({ code }) => code !== 'not_synced');
  const waiting = waitingFinding({ name: userPrincipalName, kind: 'user' }, back);
  return { ...examination, authority: 'cloud-object', findings: [waiting, ...findings] };
}

function nextSteps(
  { roles }: CommandContext,
  seen: Pick<MailboxReport, 'authority' | 'findings' | 'openRequest'>,
): MailboxReport['next'] {
  const isBlocked = seen.findings.some(({ level }) => level === 'block') || seen.openRequest !== null;
  if (isBlocked || !includesRole(roles, 'requester')) return ['history'];
  if (seen.authority === 'on-premises') return ['request', 'history'];
  return seen.authority === 'cloud' ? ['rollback', 'history'] : ['history'];
}
