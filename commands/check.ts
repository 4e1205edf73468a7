import * as z from 'zod/v4';
import type { MailboxReport } from '../services/mailbox/report.ts';
import { includesRole } from '../services/people/role.ts';
import { refuse } from '../services/refusal.ts';
import { examine } from '../services/request/examine.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { isOpen } from '../services/request/state.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { isHidden } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

const example = 'check alice@contoso.com';

export const check = defineCommand({
  name: 'check',
  aliases: ['show'],
  summary: 'Shows who is the authority for a mailbox, and what can be done next.',
  usage: 'check <mailbox>',
  examples: [example],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox }, context) => {
    const resolved = await resolveMailbox(context, { name: mailbox, verb: 'check', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    return resolved.kind === 'ask' ? { ok: true, reply: resolved.reply } : await report(context, resolved.objectId);
  },
});

async function report(context: CommandContext, objectId: string): Promise<CommandResult> {
  const { exchange, directory, store, clock } = context.services;
  const mailbox = await exchange.read(objectId, context.signal);
  if (!mailbox) return refuse('mailbox_not_found', { name: objectId });
  const [examination, openRequest, history] = await Promise.all([
    examine({ directory }, mailbox, context.signal),
    store.openFor(objectId),
    store.historyOf(objectId, 5),
  ]);
  const visible = (record: RequestRecord): boolean => !isHidden(record, context);
  const lastRequest = history.records.filter(visible).find(({ state }) => !isOpen(state)) ?? null;
  const open = openRequest && visible(openRequest) ? openRequest : null;
  const seen = { mailbox, ...examination, openRequest: open, lastRequest };
  const next = nextSteps(context, seen);
  return { ok: true, reply: { kind: 'mailbox', report: { ...seen, next, readAt: clock.now().toISOString() } } };
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
