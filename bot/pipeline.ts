import { randomUUID } from 'node:crypto';
import type { Command, CommandContext, CommandResult } from '../commands/command.ts';
import type { CommandServices } from '../commands/command-services.ts';
import { COMMANDS } from '../commands/index.ts';
import { findCommand, parseLine } from '../commands/parse-line.ts';
import { failureRefusal } from '../services/failure-refusal.ts';
import type { Log } from '../services/log.ts';
import { includesRole, type Role } from '../services/people/role.ts';
import type { RoleBook } from '../services/people/role-book.ts';
import { refuse } from '../services/refusal.ts';
import type { SeenStore } from '../services/store/seen-store.ts';
import type { Channel } from './channel.ts';
import type { Answer, Inbound, Receive } from './inbound.ts';
import { mentionedPeople } from './mentioned-people.ts';
import type { PersonalChats } from './personal-chats.ts';
import { renderResult } from './render.ts';

/** People wait this long for Exchange or the directory; after that they get a sentence. Below Teams' own limit. */
const PATIENCE_MS = 8_000;

export type PipelineNeeds = {
  readonly services: CommandServices;
  readonly roleBook: RoleBook;
  readonly seen: SeenStore;
  readonly personalChats: PersonalChats;
  readonly channel: Pick<Channel, 'objectIdOf'>;
  readonly log: Log;
};

/** What is known of a turn so far; each step adds its part. */
type Turn = {
  readonly inbound: Inbound;
  readonly command?: Command;
  readonly raw?: Readonly<Record<string, unknown>>;
  readonly roles?: ReadonlySet<Role>;
};

/** `silent`: the same delivery was answered before, so there is nothing more to say. */
type Outcome = CommandResult | 'silent';
type Next = (turn: Turn) => Promise<Outcome>;
type Step = (needs: PipelineNeeds, turn: Turn, next: Next) => Promise<Outcome>;

/** The one way in, for typed lines and clicked buttons alike. Nothing reaches a command past it. */
const STEPS: readonly Step[] = [fromOurTenant, understood, authorised, workedOnOnce, dispatched];

export function createPipeline(needs: PipelineNeeds): Receive {
  return async (inbound) => {
    try {
      const outcome = await runStep(needs, 0, { inbound });
      return outcome === 'silent' ? repeated(inbound) : renderResult(outcome);
    } catch (error) {
      return renderResult(failureRefusal(error) ?? unexpected(needs, error));
    }
  };
}

function runStep(needs: PipelineNeeds, index: number, turn: Turn): Promise<Outcome> {
  const step = STEPS[index];
  if (!step) throw new Error('The last step of the pipeline called next.');
  return step(needs, turn, (following) => runStep(needs, index + 1, following));
}

/** The channel repeated a delivery: a click must get an answer, a line already has its own. */
function repeated(inbound: Inbound): Answer {
  return inbound.said.kind === 'click' ? { kind: 'text', text: 'That is already done.' } : { kind: 'none' };
}

async function fromOurTenant({ services }: PipelineNeeds, turn: Turn, next: Next): Promise<Outcome> {
  const isOurs = turn.inbound.actor.tenantId.toLowerCase() === services.tenant.toLowerCase();
  return isOurs ? await next(turn) : refuse('wrong_tenant');
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
  const { roles, complete } = await roleBook.rolesOf(inbound.actor.objectId, { fresh: command.changes });
  if (command.who === 'anyone' || includesRole(roles, command.who)) return await next({ ...turn, roles });
  return complete ? refuse('not_in_role', { role: command.who, verb: command.name }) : refuse('directory_unavailable');
}

/** Teams repeats what it got no answer to in time. Only what changes something has to care. */
async function workedOnOnce({ seen }: PipelineNeeds, turn: Turn, next: Next): Promise<Outcome> {
  if (!turn.command?.changes) return await next(turn);
  if (turn.inbound.said.kind === 'click' && turn.inbound.said.trigger === 'automatic') return 'silent';
  if (!(await seen.first(turn.inbound.key))) return 'silent';
  const outcome = await next(turn);
  await seen.done(turn.inbound.key);
  return outcome;
}

async function dispatched(needs: PipelineNeeds, { inbound, command, raw, roles }: Turn): Promise<Outcome> {
  if (!command || !raw || !roles) throw new Error('A turn must be authorised before it is dispatched.');
  const waiting = new AbortController();
  const stopWaiting = new AbortController();
  void needs.services.clock.pause(PATIENCE_MS, stopWaiting.signal).then(() => {
    if (!stopWaiting.signal.aborted) waiting.abort();
  });
  try {
    const people = await mentionedPeople(needs.channel, inbound);
    return await command.execute(raw, contextOf(needs, inbound, { roles, signal: waiting.signal, people }));
  } catch (error) {
    if (waiting.signal.aborted) return refuse('exchange_slow');
    throw error;
  } finally {
    stopWaiting.abort();
  }
}

/** A defect: the person gets a number to name, the log gets the rest. */
function unexpected({ log }: PipelineNeeds, error: unknown): CommandResult {
  const reference = randomUUID().slice(0, 8);
  log.error({ reference, err: error }, 'a turn failed');
  return refuse('unexpected', { reference });
}

function contextOf(
  { services, personalChats }: PipelineNeeds,
  inbound: Inbound,
  known: { readonly roles: ReadonlySet<Role>; readonly signal: AbortSignal; readonly people: readonly string[] },
): CommandContext {
  const { actor, place, said } = inbound;
  return {
    actor,
    roles: known.roles,
    signal: known.signal,
    conversation: { id: place.id, isPersonal: place.kind === 'personal' },
    openPersonalChat: () => personalChats.open(actor, place),
    hints: { addresses: said.kind === 'text' ? said.htmlAddresses : [], people: known.people },
    services,
  };
}
