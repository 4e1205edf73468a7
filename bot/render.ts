import { choicesCard, summaryOfChoices } from '../cards/choices.ts';
import { helpCard, summaryOfHelp } from '../cards/help.ts';
import { mailboxCard, summaryOfMailbox } from '../cards/mailbox.ts';
import { requestCard, summaryOfRequest } from '../cards/request.ts';
import { requestsCard, summaryOfRequests } from '../cards/requests.ts';
import type { CommandResult } from '../commands/command.ts';
import type { Reply } from '../commands/reply.ts';
import { assertNever } from '../services/assert-never.ts';
import { refusalSentence } from '../services/refusal.ts';
import type { Answer } from './inbound.ts';

/** What a person sees of a command's result: a card, or one sentence. */
export function renderResult(result: CommandResult): Answer {
  return result.ok ? renderReply(result.reply) : { kind: 'text', text: refusalSentence(result) };
}

export function renderReply(reply: Reply): Answer {
  switch (reply.kind) {
    case 'mailbox':
      return { kind: 'card', card: mailboxCard(reply.report), summary: summaryOfMailbox(reply.report) };
    case 'choices':
      return { kind: 'card', card: choicesCard(reply), summary: summaryOfChoices(reply) };
    case 'request':
      return { kind: 'card', card: requestCard(reply), summary: summaryOfRequest(reply) };
    case 'requests':
      return { kind: 'card', card: requestsCard(reply), summary: summaryOfRequests(reply) };
    case 'help':
      return { kind: 'card', card: helpCard(reply), summary: summaryOfHelp(reply) };
    case 'notice':
      return { kind: 'text', text: reply.sentence };
    default:
      return assertNever(reply);
  }
}
