import { randomUUID } from 'node:crypto';
import type { Command, CommandContext, CommandResult } from '../commands/command.ts';
import type { CommandServices } from '../commands/command-services.ts';
import { COMMANDS } from '../commands/index.ts';
import { findCommand, parseLine } from '../commands/parse-line.ts';
import { DirectoryError } from '../services/directory/directory.ts';
import { ExchangeError } from '../services/exchange/exchange.ts';
import { failureRefusal } from '../services/failure-refusal.ts';
import type { Log } from '../services/log.ts';
import type { Actor } from '../services/people/actor.ts';
import type { PeopleLinks } from '../services/people/people-links.ts';
import { fulfils, namedRole } from '../services/people/role.ts';
import type { HeldRoles, RoleBook } from '../services/people/role-book.ts';
import { refuse } from '../services/refusal.ts';
import type { Person } from '../services/request/record.ts';
import type { RateLimits } from '../services/store/rate-limit-store.ts';
import type { SeenStore } from '../services/store/seen-store.ts';
import type { Channel } from './channel.ts';
import type { Answer, Inbound, Receive } from './inbound.ts';
import { mentionedPeople } from './mentioned-people.ts';
import type { PersonalChats } from './personal-chats.ts';
import type { PrivateDelivery } from './private-delivery.ts';
import { type Reading, renderResult } from './render.ts';

/** People wait this long for Exchange or the directory; after that they get a sentence. Below Teams' own limit. */
const PATIENCE_MS = 8_000;

export type PipelineNeeds = {
  readonly services: CommandServices;
  readonly roleBook: RoleBook;
  readonly rates: RateLimits;
  readonly seen: SeenStore;
  readonly personalChats: PersonalChats;
  readonly delivery: PrivateDelivery;
  readonly channel: Pick<Channel, 'objectIdOf'>;
  readonly log: Log;
};

/** What is known of a turn so far; each step adds its part. */
type Turn = {
  readonly inbound: Inbound;
  readonly command?: Command;
  readonly raw?: Readonly<Record<string, unknown>>;
  readonly standing?: HeldRoles;
};

/** `silent`: there is nothing to say, because it was said before or because nobody asked. */
type Outcome = CommandResult | 'silent';
type Next = (turn: Turn) => Promise<Outcome>;
type Step = (needs: PipelineNeeds, turn: Turn, next: Next) => Promise<Outcome>;

/** The one way in, for typed lines and clicked buttons alike. Nothing reaches a command past it. */
const STEPS: readonly Step[] = [fromOurTenant, withinRate, understood, authorised, workedOnOnce, dispatched];

export function createPipeline(needs: PipelineNeeds): Receive {
  return async (inbound) => {
    try {
      const outcome = await runStep(needs, 0, { inbound });
      return outcome === 'silent' ? repeated(inbound) : renderResult(outcome, readingOf(inbound));
    } catch (error) {
      return renderResult(failureRefusal(error) ?? unexpected(needs, error), readingOf(inbound));
    }
  };
}

function runStep(needs: PipelineNeeds, index: number, turn: Turn): Promise<Outcome> {
  const step = STEPS[index];
  if (!step) throw new Error('The last step of the pipeline called next.');
  return step(needs, turn, (following) => runStep(needs, index + 1, following));
}

/** A click is answered to the one who pressed, wherever the card is; a line in a channel is answered before everybody. */
function readingOf({ actor, place, said }: Inbound): Reading {
  const as = said.kind === 'click' ? 'alone' : place.kind === 'personal' ? 'personal' : 'shared';
  return { as, handle: actor.channelId };
}

/** A repeated click must get an answer, a repeated line already has its own, and behind a refresh there is nobody. */
function repeated({ said }: Inbound): Answer {
  const isPressed = said.kind === 'click' && said.trigger === 'manual';
  return isPressed ? { kind: 'text', text: 'That is already done.' } : { kind: 'none' };
}

async function fromOurTenant({ services }: PipelineNeeds, turn: Turn, next: Next): Promise<Outcome> {
  const isOurs = turn.inbound.actor.tenantId.toLowerCase() === services.tenant.toLowerCase();
  return isOurs ? await next(turn) : refuse('wrong_tenant');
}

/**
 * One person's flood is refused here, before it costs the directory, Exchange or anybody else anything. Linked accounts
 * are one person here as everywhere.
 */
async function withinRate({ rates, services }: PipelineNeeds, turn: Turn, next: Next): Promise<Outcome> {
  const { actor, said } = turn.inbound;
  const isRefresh = said.kind === 'click' && said.trigger === 'automatic';
  const limit = isRefresh ? rates.refreshes : rates.commands;
  const taken = await limit.take(services.links.personOf(actor.objectId), services.clock.now());
  if (taken.ok) return await next(turn);
  // Nobody asked for a refresh, so nobody is told; two seconds at least, so that the sentence is in the plural.
  return isRefresh
    ? 'silent'
    : refuse('too_fast', { seconds: String(Math.max(2, Math.ceil(taken.retryAfterMs / 1000))) });
}

async function understood(_: PipelineNeeds, turn: Turn, next: Next): Promise<Outcome> {
  const { said } = turn.inbound;
  if (said.kind === 'click') {
    const command = findCommand(COMMANDS, said.verb);
    if (command) return await next({ ...turn, command, raw: said.data });
    return refuse('unknown_command', {
      word: said.verb.slice(0, 40),
      suggestion: 'That button is from an older card.',
    });
  }
  const [folded] = said.folded;
  if (folded !== undefined) return refuse('odd_address', { address: folded });
  const parsed = parseLine(COMMANDS, said.line);
  return parsed.ok ? await next({ ...turn, command: parsed.command, raw: parsed.raw }) : parsed;
}

async function authorised({ roleBook }: PipelineNeeds, turn: Turn, next: Next): Promise<Outcome> {
  const { command, inbound } = turn;
  if (!command) throw new Error('A turn must be understood before it is authorised.');
  const standing = await roleBook.rolesOf(inbound.actor.objectId, { fresh: command.changes });
  if (standing.isOutsider) return refuse('guest');
  const { who } = command;
  if (who === 'anyone' || fulfils(standing.roles, who)) return await next({ ...turn, standing });
  return standing.complete
    ? refuse('not_in_role', { role: namedRole(who), verb: command.name })
    : refuse('directory_unavailable');
}

/** Teams repeats what it got no answer to in time. Only what changes something has to care. */
async function workedOnOnce({ seen }: PipelineNeeds, turn: Turn, next: Next): Promise<Outcome> {
  if (!turn.command?.changes) return await next(turn);
  if (turn.inbound.said.kind === 'click' && turn.inbound.said.trigger === 'automatic') return 'silent';
  if (!(await seen.first(turn.inbound.key))) return 'silent';
  try {
    const outcome = await next(turn);
    await seen.done(turn.inbound.key);
    return outcome;
  } catch (error) {
    await seen.forget(turn.inbound.key);
    throw error;
  }
}

async function dispatched(needs: PipelineNeeds, { inbound, command, raw, standing }: Turn): Promise<Outcome> {
  if (!command || !raw || !standing) throw new Error('A turn must be authorised before it is dispatched.');
  const waiting = new AbortController();
  const stopWaiting = new AbortController();
  void needs.services.clock.pause(PATIENCE_MS, stopWaiting.signal).then(() => {
    if (!stopWaiting.signal.aborted) waiting.abort();
  });
  try {
    const people = await mentionedPeople(needs.channel, inbound);
    return await command.execute(raw, contextOf(needs, inbound, { standing, signal: waiting.signal, people }));
  } catch (error) {
    const isWaitedFor = error instanceof ExchangeError || error instanceof DirectoryError;
    if (waiting.signal.aborted && isWaitedFor) return refuse('exchange_slow');
    throw error;
  } finally {
    stopWaiting.abort('answered');
  }
}

/** A defect: the person gets a number to name, the log gets the rest. */
function unexpected({ log }: PipelineNeeds, error: unknown): CommandResult {
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, err: error }, 'a turn failed');
  return refuse('unexpected', { reference });
}

function contextOf(
  { services, personalChats, delivery }: PipelineNeeds,
  inbound: Inbound,
  known: { readonly standing: HeldRoles; readonly signal: AbortSignal; readonly people: readonly string[] },
): CommandContext {
  const { actor, place, said } = inbound;
  return {
    actor,
    person: personOf(actor, known.standing, services.links),
    roles: known.standing.roles,
    standing: known.standing,
    signal: known.signal,
    conversation: { id: place.id, isPersonal: place.kind === 'personal' },
    openPersonalChat: () => personalChats.open(actor, place),
    offerFile: (file) => delivery.offerFile(actor, place, file),
    showPrivately: (reply) => delivery.show(actor, place, reply),
    hints: { addresses: said.kind === 'text' ? said.htmlAddresses : [], people: known.people },
    services,
  };
}

/** The name is the directory's: what the channel shows can be changed by its owner. */
function personOf({ objectId, name }: Actor, { person }: HeldRoles, links: PeopleLinks): Person {
  const behind = links.personOf(objectId);
  const known = { objectId, name: person?.displayName ?? name };
  return behind === objectId ? known : { ...known, person: behind };
}
