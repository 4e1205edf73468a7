import * as z from 'zod/v4';
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
      { label: 'Could still approve', value: await others(record, context) },
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
  const people = approvalsRequired === 1 ? '1 person' : `${approvalsRequired} people`;
  return [
    { label: 'Rule', value: `${policy.rule} (policy ${policy.version})` },
    { label: 'Needs', value: `${people} with the role ${policy.from}, not the requester` },
    { label: 'Decided within', value: decideWithin },
    ...(policy.escalate
      ? [{ label: 'After', value: `${policy.escalate.after} also the role ${policy.escalate.to}` }]
      : []),
    ...(policy.reasonRequired ? [{ label: 'Reason', value: 'required' }] : []),
  ];
}

function voteFacts({ votes }: RequestRecord) {
  return votes.map(({ person, decision, at, warning }) => ({
    label: decision === 'approve' ? 'Approved by' : 'Denied by',
    value: `${person.name} at ${at}${warning === undefined ? '' : `, ${WARNINGS[warning]}`}`,
  }));
}

const WARNINGS = {
  same_employee_id: 'who has the same employee id as the requester',
  same_name: 'who has the same name as the requester',
  not_compared: 'who could not be compared with the requester',
} as const;

/** How many of the pool are neither the requester nor have voted. Counted in people, as the rule counts them. */
async function others(record: RequestRecord, { services }: CommandContext): Promise<string> {
  const { pools, links } = services;
  const pool = await Promise.all(decidingRoles(record).map((role) => pools[role].people()));
  const people = new Set(pool.flat().map(links.personOf));
  const done = [record.requester, ...record.votes.map(({ person }) => person)];
  for (const { objectId } of done) people.delete(links.personOf(objectId));
  return people.size === 1 ? '1 person' : `${people.size} people`;
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
