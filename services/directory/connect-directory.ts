import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { TokenSource } from '../credential.ts';
import { isGuid } from '../http/guid.ts';
import { openChannel } from '../http/http-channel.ts';
import { serviceUrl } from '../http/service-url.ts';
import type { Log } from '../log.ts';
import { type AskGraph, answeredValue, createAskGraph } from './ask-graph.ts';
import type { DirectoryPerson, SyncState } from './directory.ts';
import type { DirectoryOnline } from './directory-tenant.ts';
import { findObjects } from './find-objects.ts';
import { directoryError } from './graph-failure.ts';
import { createGraphPages } from './graph-pages.ts';
import { groupPeople } from './group-people.ts';
import { readGroupsOf, readMembers } from './members.ts';
import { objectIdOf } from './object-id.ts';
import { listObjects, readObject } from './objects.ts';
import { parsedAnswer } from './parsed-answer.ts';
import { createSyncBehavior } from './sync-behavior.ts';
import { readWritebackJobs } from './writeback-jobs.ts';

export type DirectoryOptions = {
  /** The service root, for example `https://graph.microsoft.com`. */
  readonly url: string;
  readonly credential: TokenSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Of one attempt. Short, because people wait for the answer. */
  readonly timeoutMs?: number;
};

const LARGEST_BODY = 4 * 1024 * 1024;
/** `checkMemberGroups` takes at most 20 groups at once (Microsoft Learn, directoryObject: checkMemberGroups). */
const MOST_GROUPS = 20;

const personSchema = z.object({
  id: z.string().refine(isGuid),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().min(1),
  employeeId: z.string().nullish(),
  userType: z.string().nullish(),
});

const groupsSchema = z.object({ value: z.array(z.string()) });

const organizationSchema = z.object({
  value: z.tuple([
    z.object({
      onPremisesSyncEnabled: z.boolean().nullish(),
      onPremisesLastSyncDateTime: z.iso.datetime({ offset: true }).nullish(),
    }),
  ]),
});

/**
 * Microsoft Graph. Application permissions: `User.ReadBasic.All` (with `employeeId` and whole objects, `User.Read.All`),
 * `GroupMember.Read.All`, `Organization.Read.All`; for contacts `OrgContact.Read.All`; for writeback `Application.Read.All` and `Synchronization.Read.All`; and for the authority over
 * whole objects `User-`, `Group-` and `Contacts-OnPremisesSyncBehavior.ReadWrite.All`, without which that one question is
 * answered with "cannot tell".
 * @throws AppError for a URL that cannot be meant.
 */
export function connectDirectory(options: DirectoryOptions): DirectoryOnline & { readonly close: () => Promise<void> } {
  const { credential, clock, log, timeoutMs = 10_000 } = options;
  const channel = openChannel({ clock, connections: 16, maxBodyBytes: LARGEST_BODY });
  const root = serviceUrl(options.url);
  const ask = createAskGraph({ root, credential, clock, log, channel, timeoutMs });
  const pages = createGraphPages(ask, root);
  const behavior = createSyncBehavior(ask);
  return {
    person: (objectId, signal) => readPerson(ask, objectId, signal),
    memberOf: (objectId, groupIds, signal) => readMemberships(ask, { objectId, groupIds, signal }),
    peopleIn: async (groupId, signal) => groupPeople(ask, objectIdOf(groupId), signal),
    syncState: (signal) => readSyncState(ask, signal),
    isObjectCloudManaged: (objectId, signal) => behavior.read({ kind: 'user', objectId }, signal),
    object: (ref, signal) => readObject(ask, ref, signal),
    findObjects: (name, signal) => findObjects(ask, name, signal),
    objects: (kind, signal) => listObjects(pages, { kind, signal }),
    isCloudManaged: behavior.read,
    setCloudManaged: behavior.write,
    membersOf: (groupId, signal) => readMembers(pages, groupId, signal),
    groupsOf: (ref, signal) => readGroupsOf(pages, ref, signal),
    writebackJobs: (signal) => readWritebackJobs({ ask, pages, signal }),
    close: () => channel.close(),
  };
}

async function readPerson(
  ask: AskGraph,
  objectId: string,
  signal: AbortSignal | undefined,
): Promise<DirectoryPerson | undefined> {
  const path = `v1.0/users/${encodeURIComponent(objectIdOf(objectId))}?$select=id,displayName,userPrincipalName,employeeId,userType`;
  const answer = await ask({ name: 'person', path, signal });
  if (!answer.ok && answer.code === 'Request_ResourceNotFound') return undefined;
  const person = parsedAnswer(personSchema, answeredValue(answer, 'person'), 'person');
  if (person.id.toLowerCase() !== objectId.toLowerCase())
    throw directoryError('directory_protocol', { question: 'person' });
  return {
    objectId: person.id.toLowerCase(),
    displayName: person.displayName ?? person.userPrincipalName,
    userPrincipalName: person.userPrincipalName,
    employeeId: person.employeeId || null,
    // Accounts from before user types existed have none; a guest's UPN always carries the mark.
    isGuest: person.userType ? person.userType === 'Guest' : /#EXT#@/i.test(person.userPrincipalName),
  };
}

type Memberships = {
  readonly objectId: string;
  readonly groupIds: readonly string[];
  readonly signal: AbortSignal | undefined;
};

async function readMemberships(ask: AskGraph, { objectId, groupIds, signal }: Memberships): Promise<readonly string[]> {
  const path = `v1.0/users/${encodeURIComponent(objectIdOf(objectId))}/checkMemberGroups`;
  const asked = [...new Set(groupIds.map(objectIdOf))];
  const found = new Set<string>();
  for (let start = 0; start < asked.length; start += MOST_GROUPS) {
    const body = { groupIds: asked.slice(start, start + MOST_GROUPS) };
    const answer = await ask({ name: 'memberOf', path, body, signal });
    // The directory was asked, and it has no such person: a member of nothing.
    if (!answer.ok && answer.code === 'Request_ResourceNotFound') return [];
    for (const id of parsedAnswer(groupsSchema, answeredValue(answer, 'memberOf'), 'memberOf').value)
      found.add(id.toLowerCase());
  }
  return asked.filter((id) => found.has(id));
}

async function readSyncState(ask: AskGraph, signal: AbortSignal | undefined): Promise<SyncState> {
  const path = 'v1.0/organization?$select=id,onPremisesSyncEnabled,onPremisesLastSyncDateTime';
  const answer = await ask({ name: 'syncState', path, signal });
  const [organization] = parsedAnswer(organizationSchema, answeredValue(answer, 'syncState'), 'syncState').value;
  const lastSync = organization.onPremisesLastSyncDateTime;
  return {
    enabled: organization.onPremisesSyncEnabled ?? null,
    lastSyncAt: lastSync ? new Date(lastSync).toISOString() : null,
  };
}
