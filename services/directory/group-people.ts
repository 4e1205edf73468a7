import * as z from 'zod/v4';
import { isGuid } from '../http/guid.ts';
import { type AskGraph, answeredValue } from './ask-graph.ts';
import { directoryError } from './graph-failure.ts';

const page = z.object({
  value: z.array(z.object({ '@odata.type': z.string(), id: z.string().refine(isGuid) })),
  '@odata.nextLink': z.string().optional(),
});

/** Approver pools are small; a group past this many pages is one that was listed by mistake. */
const MOST_PAGES = 10;

/**
 * The people in a group, directly or through other groups (Microsoft Graph, "List group transitive members"). Of the
 * next link only its skip token is used, so no answer can send the token of Steward elsewhere.
 */
export async function groupPeople(
  ask: AskGraph,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const people: string[] = [];
  let path = `v1.0/groups/${encodeURIComponent(groupId)}/transitiveMembers?$select=id&$top=999`;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const answer = await ask({ name: 'peopleIn', path, signal });
    if (!answer.ok && answer.code === 'Request_ResourceNotFound') return [];
    const read = page.safeParse(answeredValue(answer, 'peopleIn'));
    if (!read.success) throw directoryError('directory_protocol', { question: 'peopleIn' });
    const users = read.data.value.filter((member) => member['@odata.type'] === '#microsoft.graph.user');
    people.push(...users.map(({ id }) => id.toLowerCase()));
    const token = skipToken(read.data['@odata.nextLink']);
    if (token === undefined) return people;
    path = `v1.0/groups/${encodeURIComponent(groupId)}/transitiveMembers?$select=id&$top=999&$skiptoken=${encodeURIComponent(token)}`;
  }
  throw directoryError('directory_protocol', { question: 'peopleIn', failure: 'too-many-pages' });
}

function skipToken(nextLink: string | undefined): string | undefined {
  if (nextLink === undefined || !URL.canParse(nextLink)) return undefined;
  return new URL(nextLink).searchParams.get('$skiptoken') ?? undefined;
}
