// Activities as Teams sends them: nothing here is simplified, because the bot's own checks are
// written against these shapes.
import { randomUUID } from 'node:crypto';
import { BOT_NAME, type Conversation, type Member, TEAM_ID } from './roster.ts';

export type Activity = Readonly<Record<string, unknown>>;
export type Channel = { readonly appId: string; readonly tenantId: string; readonly serviceUrl: string };
export type Place = { readonly conversation: Conversation; readonly thread?: string | undefined };
export type Typed = { readonly id: string; readonly text: string; readonly html?: string | undefined };
export type Action = Readonly<Record<string, unknown>>;
export type Invoked = {
  readonly messageId: string;
  readonly action: Action;
  readonly trigger: 'manual' | 'automatic';
};
type Author = { readonly person: Member; readonly everybody: readonly Member[] };

/** A line somebody typed. In a channel the text starts with the mention, else Teams would not deliver it to a bot. */
export function messageActivity(channel: Channel, place: Place, input: Author & { typed: Typed }): Activity {
  const { person, everybody, typed } = input;
  const inChannel = place.conversation.kind === 'channel';
  const mention = `<at>${BOT_NAME}</at>`;
  const text = inChannel && !typed.text.includes(mention) ? `${mention} ${typed.text}` : typed.text;
  const html = typed.html ?? (inChannel ? channelHtml(typed.text) : undefined);
  const mentions = [
    { text: mention, mentioned: { id: `28:${channel.appId}`, name: BOT_NAME } },
    ...everybody.map(({ name, mri }) => ({ text: `<at>${name}</at>`, mentioned: { id: mri, name } })),
  ];
  return {
    ...envelope(channel, place, person),
    type: 'message',
    id: typed.id,
    text,
    textFormat: 'plain',
    attachments: html ? [{ contentType: 'text/html', content: html }] : [],
    entities: [
      { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/London' },
      ...mentions.filter((one) => text.includes(one.text)).map((one) => ({ type: 'mention', ...one })),
    ],
  };
}

/** A press on a card's button, or Teams refreshing a card by itself. */
export function invokeActivity(channel: Channel, place: Place, input: { person: Member; invoked: Invoked }): Activity {
  const { messageId, action, trigger } = input.invoked;
  const shape = envelope(channel, place, input.person);
  const channelData = { ...asRecord(shape.channelData), source: { name: 'message' }, legacy: { replyToId: messageId } };
  return {
    ...shape,
    type: 'invoke',
    id: `f:${randomUUID()}`,
    name: 'adaptiveCard/action',
    replyToId: messageId,
    value: { action, trigger },
    channelData,
    entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/London' }],
  };
}

/** Allow or Decline on the offer of a file. */
export function consentActivity(
  channel: Channel,
  place: Place,
  input: { person: Member; messageId: string; value: Activity },
): Activity {
  return {
    ...envelope(channel, place, input.person),
    type: 'invoke',
    id: `f:${randomUUID()}`,
    name: 'fileConsent/invoke',
    replyToId: input.messageId,
    value: input.value,
    entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/London' }],
  };
}

function envelope(channel: Channel, place: Place, person: Member): Activity {
  const { conversation, thread } = place;
  const now = new Date().toISOString();
  const inChannel = conversation.kind === 'channel';
  const team = {
    teamsChannelId: conversation.id,
    teamsTeamId: TEAM_ID,
    channel: { id: conversation.id },
    team: { id: TEAM_ID },
  };
  return {
    channelId: 'msteams',
    serviceUrl: channel.serviceUrl,
    timestamp: now,
    localTimestamp: now,
    localTimezone: 'Europe/London',
    locale: 'en-US',
    from: { id: person.mri, name: person.name, aadObjectId: person.objectId },
    recipient: { id: `28:${channel.appId}`, name: BOT_NAME },
    conversation: {
      ...(inChannel ? { isGroup: true, name: conversation.name } : {}),
      conversationType: conversation.kind,
      tenantId: channel.tenantId,
      id: thread ? `${conversation.id};messageid=${thread}` : conversation.id,
    },
    channelData: { ...(inChannel ? team : {}), tenant: { id: channel.tenantId } },
  };
}

function channelHtml(text: string): string {
  const mention = `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">${BOT_NAME}</span>`;
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div><div>${mention}&nbsp;${escaped}</div>\n</div>`;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
