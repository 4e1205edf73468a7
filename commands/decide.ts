import { type Refusal, refusalSentence, refuse } from '../services/refusal.ts';
import { advance } from '../services/request/advance.ts';
import { decidingRoles } from '../services/request/deciding-roles.ts';
import { describeRequest } from '../services/request/describe.ts';
import type { RequestEvent } from '../services/request/event.ts';
import { isSamePerson, type RequestRecord } from '../services/request/record.ts';
import type { CommandContext, CommandResult } from './command.ts';
import type { Reply } from './reply.ts';

/**
 * What confirm, cancel, approve and deny have in common. Typed or clicked, the answer is the request as it stands
 * after the commit; a refusal for a request that exists shows it too, with the reason on top, to this person alone.
 */
export async function decide(context: CommandContext, id: string, event: RequestEvent): Promise<CommandResult> {
  const powerless = DECISIONS.has(event.kind) ? await lacksRole(context, id, event.kind) : undefined;
  if (powerless) return powerless;
  const advanced = await advance(context.services, id, event);
  if (advanced.ok) return { ok: true, reply: await requestReply(context, advanced.record, null) };
  if (!advanced.record) return advanced.refusal;
  if (isHidden(advanced.record, context)) return refuse('request_not_found', { id });
  return { ok: true, reply: await requestReply(context, advanced.record, refusalSentence(advanced.refusal)) };
}

/** What only the roles of the request's own rule may do. */
const DECISIONS: ReadonlySet<RequestEvent['kind']> = new Set(['approve', 'deny', 'release', 'settle']);

async function lacksRole({ services, roles }: CommandContext, id: string, kind: string): Promise<Refusal | undefined> {
  const record = await services.store.get(id);
  if (!record || decidingRoles(record).some((role) => roles.has(role))) return undefined;
  const verb = kind === 'settle' ? 'approve' : kind;
  return refuse('not_in_role', { role: record.policy.from, verb });
}

/** Before its requester confirms it, a request is theirs alone. */
export function isHidden(record: RequestRecord, { person }: Pick<CommandContext, 'person'>): boolean {
  return record.confirmedAt === null && !isSamePerson(record.requester, person);
}

/** A request for this reader: with the buttons that are theirs to press. */
export async function requestReply(
  context: CommandContext,
  record: RequestRecord,
  notice: string | null,
): Promise<Extract<Reply, { kind: 'request' }>> {
  const report = await describeRequest(context.services.archive, record);
  return { kind: 'request', report, audience: audienceOf(record, context), notice };
}

/** Who has approved already has nothing left to press. */
function audienceOf(record: RequestRecord, { person, roles }: CommandContext): 'requester' | 'approver' | 'reader' {
  if (isSamePerson(record.requester, person)) return 'requester';
  const hasVoted = record.votes.some((vote) => isSamePerson(vote.person, person));
  return decidingRoles(record).some((role) => roles.has(role)) && !hasVoted ? 'approver' : 'reader';
}
