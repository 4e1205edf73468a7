import { joined, plain } from '../../cards/plain-text.ts';
import type { ServicesConfiguration } from '../../services/configuration.ts';
import { DirectoryError } from '../../services/directory/directory.ts';
import type { DirectoryOnline } from '../../services/directory/directory-tenant.ts';
import type { Services } from '../../services/open-services.ts';
import type { Check } from './check.ts';
import { type Part, withPart } from './part.ts';
import { fine, type Verdict, wrong } from './verdict.ts';

const ROLE_LISTS = ['ROLE_VIEWER', 'ROLE_REQUESTER', 'ROLE_APPROVER', 'ROLE_ADMIN'] as const;
const remedy = 'See that GRAPH_URL is right and, like Entra ID, can be reached from here.';

/** More than this many names say nothing more. */
const MOST_NAMED = 5;

type Needs = { readonly services: Part<Services>; readonly configuration: Part<ServicesConfiguration> };

/** Whether Microsoft Graph answers Steward, and whom the role lists name. */
export function directoryChecks({ services, configuration }: Needs): readonly Check[] {
  const list = (name: (typeof ROLE_LISTS)[number]): Check => ({
    about: name,
    remedy,
    look: (signal) =>
      withPart(services, async ({ directory }) => {
        const ids = configuration.ok ? configuration.value[name] : [];
        return judgeList(name, await Promise.all(ids.map((id) => whoIs(directory, id, signal))));
      }),
  });
  return [
    {
      about: 'Microsoft Graph',
      look: (signal) => withPart(services, ({ directory }) => judgeAnswer(directory, signal)),
      remedy,
    },
    ...ROLE_LISTS.map(list),
  ];
}

async function judgeAnswer(directory: DirectoryOnline, signal: AbortSignal): Promise<Verdict> {
  try {
    const { enabled, lastSyncAt } = await directory.syncState(signal);
    const sync = lastSyncAt === null ? 'tells of no directory sync' : `last synced from on-premises at ${lastSyncAt}`;
    return fine(`The organisation can be read; it ${enabled === false ? 'is not synced from on-premises' : sync}.`);
  } catch (error) {
    const isRefused = error instanceof DirectoryError && error.code === 'directory_permission';
    if (!isRefused) throw error;
    return wrong(`${error.message} Grant its identity Organization.Read.All, and see that TENANT_ID is right.`);
  }
}

type Listed =
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string; readonly people: number }
  | { readonly kind: 'nobody'; readonly name: string };

async function whoIs(directory: DirectoryOnline, id: string, signal: AbortSignal): Promise<Listed> {
  const person = await directory.person(id, signal);
  if (person) return { kind: 'person', name: person.displayName };
  const group = await directory.object({ kind: 'group', objectId: id }, signal);
  if (!group) return { kind: 'nobody', name: id };
  const people = await directory.peopleIn(id, signal);
  return { kind: 'group', name: group.displayName, people: people.length };
}

function judgeList(name: (typeof ROLE_LISTS)[number], listed: readonly Listed[]): Verdict {
  const nobody = listed.filter(({ kind }) => kind === 'nobody');
  if (nobody.length > 0) {
    const ids = joined(
      nobody.map((one) => one.name),
      MOST_NAMED,
      (id) => plain(id),
    );
    return wrong(`Neither a person nor a group of this tenant: ${ids}. Correct ${name}.`);
  }
  if (listed.length > 0) return fine(`${joined(listed.map(inWords), MOST_NAMED, (words) => words)}.`);
  return name === 'ROLE_REQUESTER'
    ? wrong('Nobody is listed, so nobody can ask for anything: list a group or people.')
    : fine('Nobody is listed.');
}

function inWords(one: Listed): string {
  const name = plain(one.name, 60);
  if (one.kind !== 'group') return name;
  return `${name} (a group of ${one.people === 1 ? '1 person' : `${one.people} people`})`;
}
