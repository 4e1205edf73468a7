import type { SyncedObject } from '../services/directory/directory-tenant.ts';
import { describeObject } from '../services/object/describe-object.ts';
import type { ObjectReport } from '../services/object/object-report.ts';
import { includesRole } from '../services/people/role.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { lastRequests } from './last-requests.ts';

/** What `check` answers for a whole user, group or contact. */
export async function checkObject(context: CommandContext, object: SyncedObject): Promise<CommandResult> {
  const { services, signal } = context;
  const [description, requests] = await Promise.all([
    describeObject(services, object, signal),
    lastRequests(context, object.objectId),
  ]);
  const seen = { ...description, ...requests };
  const report = { ...seen, next: nextSteps(context, seen), readAt: services.clock.now().toISOString() };
  return { ok: true, reply: { kind: 'object', report } };
}

function nextSteps(
  { roles }: CommandContext,
  { findings, openRequest, standing }: Pick<ObjectReport, 'findings' | 'openRequest' | 'standing'>,
): ObjectReport['next'] {
  const isBlocked = findings.some(({ level }) => level === 'block') || openRequest !== null;
  if (isBlocked || !includesRole(roles, 'requester')) return ['history'];
  return [standing === 'cloud' ? 'rollback' : 'request', 'history'];
}
