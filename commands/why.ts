import * as z from 'zod/v4';
import { DirectoryError } from '../services/directory/directory.ts';
import { durationText } from '../services/duration-text.ts';
import { momentText } from '../services/moment-text.ts';
import { refusalSentence, refuse } from '../services/refusal.ts';
import { owesApproval } from '../services/request/debt.ts';
import { decidingRoles } from '../services/request/deciding-roles.ts';
import { applyEvent } from '../services/request/machine.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { stateInWords } from '../services/request/state-words.ts';
import { requestId, shownVersion } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { isHidden } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const why = defineCommand({
  name: 'why',
  aliases: [],
  summary: 'Explains a request: its rule, its votes, who could still approve, and what you could do.',
  usage: 'why <id>',
  examples: ['why 7Q4K-2M'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ request: requestId, version: shownVersion }),
  positional: ['request'],
  run: async ({ request }, context) => {
    const record = await context.services.store.get(request);
    if (!record || isHidden(record, context)) return refuse('request_not_found', { id: request });
    const facts = [
      ...ruleFacts(record),
      ...voteFacts(record),
      ...(awaitsApproval(record) ? [{ label: 'Could still approve', value: await others(record, context) }] : []),
    ];
    return {
      ok: true,
      reply: {
        kind: 'facts',
        title: `Why ${request} is ${stateInWords(record)}`,
        facts,
        notes: [yourPart(record, context)],
      },
    };
  },
});

function ruleFacts({ policy, approvalsRequired, decideWithin }: RequestRecord) {
  const needs =
    approvalsRequired === 0
      ? 'nobody else'
      : `${peopleText(approvalsRequired)} with the role ${policy.from}, not the requester`;
  return [
    { label: 'Rule', value: `${policy.rule} (policy ${policy.version})` },
    { label: 'Needs', value: needs },
    { label: 'Decided within', value: durationText(decideWithin) },
    ...(policy.escalate
      ? [{ label: 'After', value: `${durationText(policy.escalate.after)} also the role ${policy.escalate.to}` }]
      : []),
    ...(policy.reasonRequired ? [{ label: 'Reason', value: 'required' }] : []),
  ];
}

function voteFacts({ votes }: RequestRecord) {
  return votes.map(({ person, decision, at, warning }) => ({
    label: decision === 'approve' ? 'Approved by' : 'Denied by',
    value: `${person.name}, ${momentText(at)}${warning === undefined ? '' : `, ${WARNINGS[warning]}`}`,
  }));
}

const WARNINGS = {
  same_employee_id: 'who has the same employee id as the requester',
  same_name: 'who has the same name as the requester',
  not_compared: 'who could not be compared with the requester',
} as const;

const peopleText = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** Whether somebody's approval is still waited for, also behind a hold or after the glass was broken. */
function awaitsApproval(record: RequestRecord): boolean {
  if (owesApproval(record)) return true;
  const state = record.state === 'held' ? record.heldFrom : record.state;
  return record.approvalsRequired > 0 && (state === 'drafted' || state === 'pending');
}

/** More names than this help nobody, and each is asked of the directory. */
const MOST_NAMES = 5;

/** Who of the pool is neither the requester nor has voted. Counted in people, as the rule counts them. */
async function others(record: RequestRecord, { services }: CommandContext): Promise<string> {
  const { pools, links, directory } = services;
  const pool = await Promise.all(decidingRoles(record).map((role) => pools[role].people()));
  const people = new Set(pool.flat().map(links.personOf));
  const done = [record.requester, ...record.votes.map(({ person }) => person)];
  for (const { objectId } of done) people.delete(links.personOf(objectId));
  if (people.size === 0) return 'nobody';
  const names = people.size > MOST_NAMES ? null : await namesOf(directory, [...people]);
  return names?.join(', ') ?? peopleText(people.size);
}

/** `null` where not every name can be told: then a count says more than half a list. */
async function namesOf(
  directory: CommandContext['services']['directory'],
  people: readonly string[],
): Promise<readonly string[] | null> {
  try {
    const found = await Promise.all(people.map((objectId) => directory.person(objectId)));
    const names = found.flatMap((person) => (person ? [person.displayName] : []));
    return names.length === people.length ? names : null;
  } catch (error) {
    if (error instanceof DirectoryError) return null;
    throw error;
  }
}

/** Tries the decision without making it: the exact answer that a click would get. */
function yourPart(record: RequestRecord, { person, roles, services }: CommandContext): string {
  const needed = decidingRoles(record);
  if (!needed.some((role) => roles.has(role))) {
    return refusalSentence(refuse('not_in_role', { role: needed[0], verb: 'approve' }));
  }
  const kind = owesApproval(record) ? 'settle' : 'approve';
  const tried = applyEvent(record, { kind, by: person, shown: null }, services.clock.now());
  return tried.ok ? `You could approve ${record.id} now.` : refusalSentence(tried);
}
