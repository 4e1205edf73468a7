import assert from 'node:assert/strict';
import * as z from 'zod/v4';
import { buttonsOf, cardText, verbsOf } from './card-parts.ts';
import type { Chat, ChatMember, Click, SeenCall, SeenMessage } from './chat-client.ts';

/** What the bot answered to one line or one click, to this person. */
export type Heard = {
  /** Everything that can be read: the sentence, or all text of the card. */
  readonly text: string;
  readonly card: Readonly<Record<string, unknown>> | undefined;
  /** Teams' "Something went wrong": never what Steward wants to show. */
  readonly isError: boolean;
  /** HTTP status of the bot. */
  readonly status: number;
  readonly activityId: string;
};

export type Press = Omit<Click, 'messageId' | 'verb'> & { readonly in?: string };

/** One person at their Teams, in their personal chat with Steward unless a place is named. */
export type Person = ChatMember & {
  readonly types: (line: string, place?: string) => Promise<Heard>;
  readonly presses: (verb: string, on: Pick<SeenMessage, 'id'>, how?: Press) => Promise<Heard>;
  /** Presses a button of the card as they saw it, even when it has been edited since: fingers are slower than edits. */
  readonly pressesSeen: (verb: string, on: SeenMessage, how?: Press) => Promise<Heard>;
  /** Waits until a message fits: text that is on it, or a question about it. */
  readonly sees: (what: Wanted, place?: string) => Promise<SeenMessage>;
  readonly messages: (place?: string) => Promise<readonly SeenMessage[]>;
};

export type Wanted = string | RegExp | ((message: SeenMessage) => boolean);

export const textOf = (message: SeenMessage): string => message.text ?? cardText(message.card);

/** A bot's message with this text, and with these buttons when some are named. */
export function showing(text: string | RegExp, ...verbs: readonly string[]): (message: SeenMessage) => boolean {
  return (message) =>
    message.from === 'bot' &&
    matches(textOf(message), text) &&
    verbs.every((verb) => verbsOf(message.card).includes(verb));
}

const matches = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);

const outgoing = z.looseObject({
  text: z.string().optional(),
  attachments: z.array(z.looseObject({ content: z.record(z.string(), z.unknown()) })).optional(),
});

/** The connector calls that answer this activity. */
export async function answersTo(chat: Chat, activityId: string): Promise<readonly SeenCall[]> {
  const ending = `/activities/${encodeURIComponent(activityId)}`;
  return (await chat.calls()).filter(({ method, path }) => method === 'POST' && path.endsWith(ending));
}

async function heardAs(chat: Chat, activityId: string): Promise<Pick<Heard, 'text' | 'card'>> {
  const [answer] = await answersTo(chat, activityId);
  if (!answer) return { text: '', card: undefined };
  const { text, attachments } = outgoing.parse(answer.body);
  const card = attachments?.[0]?.content;
  return { text: text ?? cardText(card), card };
}

export async function personIn(chat: Chat, key: string): Promise<Person> {
  const member = (await chat.people()).find((one) => one.key === key);
  assert.ok(member, `Nobody is called ${key}.`);
  const { conversation } = member;
  const presses: Person['presses'] = async (verb, on, { in: place = conversation, ...how } = {}) => {
    const { status, activityId, shown } = await chat.click(key, place, { messageId: on.id, verb, ...how });
    const text = shown.text ?? cardText(shown.card);
    return { text, card: shown.card, isError: shown.kind === 'error', status, activityId };
  };
  return {
    ...member,
    types: async (line, place = conversation) => {
      const { status, activityId } = await chat.send(key, place, line);
      return { ...(await heardAs(chat, activityId)), isError: false, status, activityId };
    },
    presses,
    pressesSeen: async (verb, on, how = {}) => {
      const button = buttonsOf(on.card).find((one) => one.verb === verb);
      assert.ok(button, `${key} saw no "${verb}" on ${on.id}.`);
      return await presses(verb, on, { ...how, forged: true, data: button.data });
    },
    sees: (what, place = conversation) => chat.until(key, place, typeof what === 'function' ? what : showing(what)),
    messages: (place = conversation) => chat.messages(key, place),
  };
}
