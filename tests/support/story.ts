import assert from 'node:assert/strict';
import { verbsOf } from './card-parts.ts';
import type { SeenMessage } from './chat-client.ts';
import { type Heard, type Person, showing, textOf } from './person.ts';
import type { World } from './world.ts';

/** Everything can be done both ways, and both must come to the same. */
export type How = 'typed' | 'clicked';
export const BOTH_WAYS: readonly How[] = ['typed', 'clicked'];

export type Asking = {
  readonly mailbox: string;
  readonly verb?: 'request' | 'rollback';
  readonly how?: How;
  readonly by?: Person;
};

/** One request on its way, told by what people do and see. */
export type Story = {
  readonly id: string;
  /** The requester's card in their personal chat, once it shows this. */
  readonly cardShows: (what: string | RegExp) => Promise<SeenMessage>;
  /** The card in the approvals channel, as this person sees it, once it shows this. */
  readonly channelShows: (what: string | RegExp, as?: Person) => Promise<SeenMessage>;
  /** The card in the approvals channel as this person can decide on it: who has no buttons yet presses "Review". */
  readonly decidable: (as?: Person) => Promise<SeenMessage>;
  /** The message that tells the requester how it ended. */
  readonly outcome: () => Promise<SeenMessage>;
  readonly confirmed: (how?: How) => Promise<Heard>;
  readonly approved: (how?: How, by?: Person) => Promise<Heard>;
  readonly denied: (how: How, reason: string) => Promise<Heard>;
  readonly cancelled: (how?: How) => Promise<Heard>;
};

export const REASON = 'HR system moves to the cloud';

/** Somebody asks; resolves when their confirmation card is there. */
export async function openStory(world: World, asking: Asking): Promise<Story> {
  const { mailbox, verb = 'request', how = 'typed', by = world.desk } = asking;
  const heard =
    how === 'typed' ? await by.types(`${verb} ${mailbox} --reason "${REASON}"`) : await askByClick(by, asking);
  const story = storyOf(world, by, preparedId(heard));
  await story.cardShows('to confirm it');
  return story;
}

async function askByClick(by: Person, { mailbox, verb = 'request' }: Asking): Promise<Heard> {
  const checked = await by.types(`check ${mailbox}`);
  assert.ok(verbsOf(checked.card).includes(verb), `"check" offers no "${verb}": ${checked.text}`);
  const card = await by.sees(showing('Read ', verb));
  return await by.presses(verb, card);
}

/** The id in "I prepared 7Q4K-2M: …". */
export function preparedId(heard: Heard): string {
  const id = /I prepared ([0-9A-Z]{4}-[0-9A-Z]{2})/.exec(heard.text)?.[1];
  assert.ok(id, `Nothing was prepared: "${heard.text}"`);
  return id;
}

/** A request's own card, not the short message that tells its outcome. */
export const isCardOf =
  (id: string) =>
  (message: SeenMessage): boolean =>
    message.from === 'bot' && textOf(message).includes(`Request ${id}`) && textOf(message).includes('Asked by');

export const isOutcomeOf =
  (id: string) =>
  (message: SeenMessage): boolean =>
    message.from === 'bot' && textOf(message).includes(`Request ${id}`) && textOf(message).includes(`Show ${id}`);

/** Picks up the story of a request that is already there. */
export function storyOf(world: World, requester: Person, id: string): Story {
  const { approver, channel } = world;
  const isCard = isCardOf(id);
  const cardShows = (what: string | RegExp): Promise<SeenMessage> =>
    requester.sees((message) => isCard(message) && showing(what)(message));
  const channelShows = (what: string | RegExp, as: Person = approver): Promise<SeenMessage> =>
    as.sees((message) => isCard(message) && showing(what)(message), channel);
  const withButton = (person: Person, verb: string, place?: string): Promise<SeenMessage> =>
    person.sees((message) => isCard(message) && verbsOf(message.card).includes(verb), place);
  const decidable = async (as: Person = approver): Promise<SeenMessage> => {
    const ways = (message: SeenMessage) => verbsOf(message.card).filter((verb) => ['approve', 'review'].includes(verb));
    const shared = await as.sees((message) => isCard(message) && ways(message).length > 0, channel);
    if (ways(shared).includes('approve')) return shared;
    await as.pressesSeen('review', shared, { in: channel });
    return await withButton(as, 'approve', channel);
  };
  return {
    id,
    cardShows,
    channelShows,
    decidable,
    outcome: () => requester.sees(isOutcomeOf(id)),
    confirmed: async (how = 'clicked') =>
      how === 'typed'
        ? await requester.types(`confirm ${id}`)
        : await requester.presses('confirm', await withButton(requester, 'confirm')),
    approved: async (how = 'clicked', by = approver) =>
      how === 'typed'
        ? await by.types(`approve ${id}`)
        : await by.presses('approve', await decidable(by), { in: channel }),
    denied: async (how, reason) =>
      how === 'typed'
        ? await approver.types(`deny ${id} --reason "${reason}"`)
        : await approver.presses('deny', await decidable(), { in: channel, inputs: { reason } }),
    cancelled: async (how = 'clicked') =>
      how === 'typed'
        ? await requester.types(`cancel ${id}`)
        : await requester.presses('cancel', await withButton(requester, 'cancel')),
  };
}

/** From the question to the approval, and on to the end. */
export async function carriedOut(world: World, asking: Asking): Promise<Story> {
  const story = await openStory(world, asking);
  await story.confirmed(asking.how);
  await story.channelShows('Waiting for approval');
  await story.approved(asking.how);
  await story.outcome();
  return story;
}
