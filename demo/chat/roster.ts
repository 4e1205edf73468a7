// Who is in this chat and which conversations exist. People have a Teams user id (MRI) that is stable for one bot and
// one person, exactly as Teams gives them out: a bot can learn it from a message or from the members API, never guess it.
import { createHash } from 'node:crypto';
import type { DemoPerson } from '../people.ts';

export const CHANNEL_CONVERSATION = '19:approvals@thread.tacv2';
export const CHANNEL_NAME = 'Mailbox approvals';
export const TEAM_ID = '19:mailbox-team@thread.tacv2';
export const BOT_NAME = 'Steward';

/** A person the chat has a window for. Tests may bring more people than the demo has. */
export type ChatPerson = Omit<DemoPerson, 'key'> & { readonly key: string };
export type Member = ChatPerson & { readonly mri: string; readonly conversation: string };
export type Conversation = {
  readonly id: string;
  readonly kind: 'personal' | 'channel';
  readonly name: string;
  readonly members: readonly Member[];
};
export type Roster = {
  readonly members: readonly Member[];
  readonly conversations: readonly Conversation[];
  readonly byKey: (key: string) => Member | undefined;
  readonly byMri: (mri: string) => Member | undefined;
  readonly conversation: (id: string) => Conversation | undefined;
};

export function createRoster(people: readonly ChatPerson[], appId: string): Roster {
  const members = people.map((person) => ({
    ...person,
    mri: `29:1${digest('member', appId, person.objectId)}`,
    conversation: `a:1${digest('personal', appId, person.objectId)}`,
  }));
  const conversations: Conversation[] = [
    ...members.map((one) => ({ id: one.conversation, kind: 'personal' as const, name: BOT_NAME, members: [one] })),
    { id: CHANNEL_CONVERSATION, kind: 'channel', name: CHANNEL_NAME, members },
  ];
  return {
    members,
    conversations,
    byKey: (key) => members.find((one) => one.key === key),
    byMri: (mri) => members.find((one) => one.mri === mri),
    conversation: (id) => conversations.find((one) => one.id === id),
  };
}

/** Channel conversations carry the thread in the id: `19:…@thread.tacv2;messageid=<root>`. */
export function splitConversationId(raw: string): { id: string; thread?: string } {
  const [id = '', thread] = raw.split(';messageid=');
  return thread === undefined ? { id } : { id, thread };
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('|')).digest('base64url');
}
