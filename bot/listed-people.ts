import { MOST_LISTED } from '../cards/refresh.ts';
import { DirectoryError } from '../services/directory/directory.ts';
import type { Log } from '../services/log.ts';
import type { ApproverPool } from '../services/people/approver-pool.ts';
import type { PeopleLinks } from '../services/people/people-links.ts';
import { decidingRoles } from '../services/request/deciding-roles.ts';
import type { RequestRecord } from '../services/request/record.ts';
import type { ContactStore } from '../services/store/contact-store.ts';
import { type Channel, ChannelError, type ConversationRef } from './channel.ts';

export type ListNeeds = {
  /** Who could approve, by the role that a rule asks for. */
  readonly pools: Readonly<Record<RequestRecord['policy']['from'], ApproverPool>>;
  readonly links: PeopleLinks;
  readonly contacts: ContactStore;
  readonly channel: Pick<Channel, 'handleOf'>;
  readonly log: Log;
};

/** Asked of the roster at once. Teams answers about sixteen such questions in two seconds. */
const AT_ONCE = 8;

/**
 * Teams' handles of those who may still decide a request: for them Teams asks for their own view of the shared card by
 * itself. Only a convenience, so whoever cannot be listed, for whatever reason, presses "Review" instead.
 */
export async function listedPeople(
  needs: ListNeeds,
  record: RequestRecord,
  at: ConversationRef,
): Promise<readonly string[]> {
  if (record.state !== 'pending') return [];
  const people = await whoMayDecide(needs, record);
  const contacts = await Promise.all(people.map(async (id) => ({ id, known: await needs.contacts.person(id) })));
  const handles = contacts.flatMap(({ known }) => (known ? [known.channelId] : [])).slice(0, MOST_LISTED);
  const strangers = contacts.flatMap(({ id, known }) => (known ? [] : [id])).slice(0, MOST_LISTED - handles.length);
  return [...handles, ...(await fromRoster(needs, strangers, at))];
}

async function whoMayDecide(needs: ListNeeds, record: RequestRecord): Promise<readonly string[]> {
  const { links } = needs;
  const done = [record.requester, ...record.votes.map(({ person }) => person)];
  const decided = new Set(done.map(({ objectId, person }) => links.personOf(person ?? objectId)));
  return (await poolOf(needs, record)).filter((id) => !decided.has(links.personOf(id)));
}

/** Everybody whose role lets them decide the request; nobody while the directory cannot be asked. */
export async function poolOf({ pools, log }: ListNeeds, record: RequestRecord): Promise<readonly string[]> {
  try {
    const people = await Promise.all(decidingRoles(record).map((role) => pools[role].people()));
    return [...new Set(people.flat())];
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    log.warn({ request: record.id, code: error.code }, 'who may approve is unknown, so nobody is listed on the card');
    return [];
  }
}

/** Whom the bot has never met may still be in the conversation. */
async function fromRoster(
  needs: ListNeeds,
  strangers: readonly string[],
  at: ConversationRef,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (let start = 0; start < strangers.length; start += AT_ONCE) {
    const asked = strangers.slice(start, start + AT_ONCE).map((objectId) => ask(needs, objectId, at));
    const answers = await Promise.all(asked);
    found.push(...answers.flatMap((answer) => (typeof answer === 'string' ? [answer] : [])));
    // Teams wants to be left alone, or does not answer: the card must not wait for that.
    if (answers.includes(null)) break;
  }
  return found;
}

/** `undefined`: not in the conversation. `null`: the roster could not be asked. */
async function ask(needs: ListNeeds, objectId: string, at: ConversationRef): Promise<string | undefined | null> {
  let handle: string | undefined;
  try {
    handle = await needs.channel.handleOf(at, objectId);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return error.errorClass === 'gone' ? undefined : null;
  }
  if (handle !== undefined) await needs.contacts.rememberPerson(objectId, { channelId: handle });
  return handle;
}
