import { carryCard, summaryOfCarry } from '../cards/carry.ts';
import { censusCard, summaryOfCensus } from '../cards/census.ts';
import { choicesCard, summaryOfChoices } from '../cards/choices.ts';
import { diffCard, summaryOfDiff } from '../cards/diff.ts';
import { divergenceCard, summaryOfDivergence } from '../cards/divergence.ts';
import { divergencesCard, summaryOfDivergences } from '../cards/divergences.ts';
import { factsCard, summaryOfFacts } from '../cards/facts.ts';
import { handoverCard, summaryOfHandover } from '../cards/handover.ts';
import { helpCard, summaryOfHelp } from '../cards/help.ts';
import { lossesCard, summaryOfLosses } from '../cards/losses.ts';
import { mailboxCard, summaryOfMailbox } from '../cards/mailbox.ts';
import { objectCard, summaryOfObject } from '../cards/object.ts';
import { offboardCard, summaryOfOffboard } from '../cards/offboard.ts';
import { pilotCard, summaryOfPilot } from '../cards/pilot.ts';
import { preflightCard, summaryOfPreflight } from '../cards/preflight.ts';
import { readinessCard, summaryOfReadiness } from '../cards/readiness.ts';
import { type RequestInput, requestCard, summaryOfRequest } from '../cards/request.ts';
import { requestsCard, summaryOfRequests } from '../cards/requests.ts';
import { snapshotsCard, summaryOfSnapshots } from '../cards/snapshots.ts';
import type { CommandResult } from '../commands/command.ts';
import type { Reply } from '../commands/reply.ts';
import { assertNever } from '../services/assert-never.ts';
import { refusalSentence } from '../services/refusal.ts';
import type { Answer } from './inbound.ts';

/**
 * How an answer is looked at. `alone`: it replaces a card in the window of the one who pressed. `personal`: it stays in
 * their chat with the bot. `shared`: others read it too, so no view of one person may be in it.
 */
export type Reading = { readonly as: 'alone' | 'personal' | 'shared'; readonly handle: string };

/** What a person sees of a command's result: a card, or one sentence. */
export function renderResult(result: CommandResult, reading: Reading): Answer {
  return result.ok ? renderReply(result.reply, reading) : { kind: 'text', text: refusalSentence(result) };
}

function renderReply(reply: Reply, reading: Reading): Answer {
  switch (reply.kind) {
    case 'mailbox':
      return { kind: 'card', card: mailboxCard(reply.report), summary: summaryOfMailbox(reply.report) };
    case 'object':
      return { kind: 'card', card: objectCard(reply.report), summary: summaryOfObject(reply.report) };
    case 'offboard':
      return { kind: 'card', card: offboardCard(reply.report), summary: summaryOfOffboard(reply.report) };
    case 'choices':
      return { kind: 'card', card: choicesCard(reply), summary: summaryOfChoices(reply) };
    case 'request':
      return { kind: 'card', card: requestCard(readBy(reply, reading)), summary: summaryOfRequest(reply) };
    case 'requests':
      return { kind: 'card', card: requestsCard(reply), summary: summaryOfRequests(reply) };
    case 'snapshots':
      return { kind: 'card', card: snapshotsCard(reply), summary: summaryOfSnapshots(reply) };
    case 'diff':
      return { kind: 'card', card: diffCard(reply), summary: summaryOfDiff(reply) };
    case 'losses':
      return { kind: 'card', card: lossesCard(reply), summary: summaryOfLosses(reply) };
    case 'carry':
      return { kind: 'card', card: carryCard(reply), summary: summaryOfCarry(reply) };
    case 'help':
      return { kind: 'card', card: helpCard(reply), summary: summaryOfHelp(reply) };
    case 'facts':
      return { kind: 'card', card: factsCard(reply), summary: summaryOfFacts(reply) };
    case 'preflight':
      return { kind: 'card', card: preflightCard(reply.report), summary: summaryOfPreflight(reply.report) };
    case 'census':
      return { kind: 'card', card: censusCard(reply.report), summary: summaryOfCensus(reply.report) };
    case 'pilot':
      return { kind: 'card', card: pilotCard(reply.report), summary: summaryOfPilot(reply.report) };
    case 'readiness':
      return { kind: 'card', card: readinessCard(reply), summary: summaryOfReadiness(reply) };
    case 'divergences':
      return { kind: 'card', card: divergencesCard(reply), summary: summaryOfDivergences(reply) };
    case 'divergence':
      return {
        kind: 'card',
        card: divergenceCard({ ...reply, isShared: reading.as === 'shared' }),
        summary: summaryOfDivergence(reply),
      };
    case 'handover':
      return { kind: 'card', card: handoverCard(reply.report), summary: summaryOfHandover(reply.report) };
    case 'notice':
      return { kind: 'text', text: reply.sentence };
    default:
      return assertNever(reply);
  }
}

/** Whoever asked keeps a current view of their own while there is something to decide. */
function readBy(reply: Extract<Reply, { kind: 'request' }>, { as, handle }: Reading): RequestInput {
  const refreshFor = reply.report.record.state === 'pending' ? [handle] : [];
  switch (as) {
    case 'personal':
      return reply;
    case 'alone':
      return { ...reply, refreshFor };
    case 'shared':
      return { ...reply, audience: 'everyone', refreshFor };
    default:
      return assertNever(as);
  }
}
