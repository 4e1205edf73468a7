import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import type { Actor } from '../services/people/actor.ts';
import { fitsInCard } from './card-data.ts';
import { htmlAddresses } from './html-addresses.ts';
import type { Inbound, Place } from './inbound.ts';
import { typedLine } from './typed-line.ts';

/**
 * The trust boundary: an activity of the channel becomes an `Inbound` value, or one of these reasons why not. Behind
 * it nothing sees an activity. Names shown, mention texts and card data decide nothing.
 */
export type BoundaryRefusal = 'no_tenant' | 'tenant_mismatch' | 'no_person' | 'unreadable';

export type ReadInbound =
  | { readonly ok: true; readonly inbound: Inbound }
  | { readonly ok: false; readonly reason: BoundaryRefusal };

/** Where the bot may speak later and whom it has met there. Told about every activity that shows it. */
export type Seen = {
  readonly place: Place;
  readonly tenantId: string;
  readonly people: readonly Actor[];
  /** The bot was taken away from there. */
  readonly removed: boolean;
};

const guid = z.guid().transform((id) => id.toLowerCase());
/** Half a character cannot be written into the address of an answer. */
const id = z
  .string()
  .min(1)
  .max(1024)
  .refine((text) => text.isWellFormed());
const account = z.looseObject({ id, name: z.string().catch(''), aadObjectId: guid.optional().catch(undefined) });
const tenantId = guid.nullish().transform((known) => known ?? undefined);
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .max(50)
    .catch([])
    .transform((items) => items.flatMap((one) => parsed(item, one)));

const mention = z.looseObject({ type: z.literal('mention'), text: z.string().catch(''), mentioned: account });
const html = z.looseObject({ contentType: z.literal('text/html'), content: z.string() });

const activitySchema = z.looseObject({
  type: z.string(),
  id: id.optional().catch(undefined),
  channelId: z.string(),
  serviceUrl: z.string(),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id,
    tenantId,
    conversationType: z.string().optional().catch(undefined),
    isGroup: z.boolean().optional().catch(undefined),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: tenantId }).optional() }).optional(),
  replyToId: id.optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  value: z.unknown(),
  entities: list(mention),
  attachments: list(html),
  membersAdded: list(account),
  action: z.string().optional().catch(undefined),
});
export type Activity = z.infer<typeof activitySchema>;
export type Origin = { readonly place: Place; readonly activityId: string | undefined };

const data = z.record(z.string(), z.unknown()).refine(fitsInCard);
const verb = z.string().min(1).max(64);
const executeSchema = z.looseObject({
  action: z.looseObject({ verb, data: data.default({}) }),
  trigger: z.enum(['manual', 'automatic']).default('manual'),
});
/** One schema, because zod throws where two of an intersection disagree, as they do about a key `__proto__`. */
const submitSchema = z.looseObject({ verb }).refine(fitsInCard);

/** Everything below takes what this returns: the activity with every field checked that Steward looks at. */
export function parseActivity(given: unknown): Activity | undefined {
  return activitySchema.safeParse(given).data;
}

/** A message or a pressed button. */
export function readInbound(activity: Activity): ReadInbound {
  if (activity.id === undefined) return { ok: false, reason: 'unreadable' };
  const actor = readActor(activity);
  if (typeof actor === 'string') return { ok: false, reason: actor };
  const said = readSaid(activity);
  if (!said) return { ok: false, reason: 'unreadable' };
  const place = placeOf(activity);
  const key = createHash('sha256').update(`${activity.channelId}|${place.id}|${activity.id}`).digest('hex');
  return { ok: true, inbound: { key, actor, place, said } };
}

/** Where an activity came from and with which id, so that even a refused one can be answered. */
export function originOf(activity: Activity): Origin {
  return { place: placeOf(activity), activityId: activity.id };
}

const TELLING = ['message', 'invoke', 'conversationUpdate', 'installationUpdate'];

/** What an activity shows about places and people, whatever else becomes of it. */
export function readSeen(activity: Activity): Seen | undefined {
  if (!TELLING.includes(activity.type)) return undefined;
  const tenant = readTenant(activity);
  if (!tenant.ok) return undefined;
  const people = [activity.from, ...activity.membersAdded].flatMap((person) => personOf(person, tenant.id));
  const removed = activity.type === 'installationUpdate' && (activity.action ?? '').startsWith('remove');
  return { place: placeOf(activity), tenantId: tenant.id, people, removed };
}

function readSaid(activity: Activity): Inbound['said'] | undefined {
  switch (activity.type) {
    case 'message':
      return isSubmit(activity) ? readSubmit(activity) : readText(activity);
    case 'invoke':
      return readExecute(activity);
    default:
      return undefined;
  }
}

/** `Action.Submit` arrives as a message without text, in channels even without a mention (msteams-docs#947). */
function isSubmit({ text, value }: Activity): boolean {
  return (text ?? '').trim() === '' && typeof value === 'object' && value !== null;
}

function readSubmit({ value, replyToId }: Activity): Inbound['said'] | undefined {
  const submit = submitSchema.safeParse(value).data;
  if (!submit) return undefined;
  return {
    kind: 'click',
    verb: submit.verb,
    data: withoutEnvelope(submit),
    trigger: 'manual',
    messageId: replyToId ?? null,
  };
}

function readExecute({ value, replyToId }: Activity): Inbound['said'] | undefined {
  const execute = executeSchema.safeParse(value).data;
  if (!execute) return undefined;
  const { action, trigger } = execute;
  return {
    kind: 'click',
    verb: action.verb,
    data: withoutEnvelope(action.data),
    trigger,
    messageId: replyToId ?? null,
  };
}

/** `verb` rides in the data of an `Action.Submit`; `msteams` is between the card and the client. */
function withoutEnvelope({
  verb: _verb,
  msteams: _msteams,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  return rest;
}

function readText({ text, entities, attachments, recipient }: Activity): Inbound['said'] {
  const mentions = entities.map((entity) => ({ text: entity.text, ofBot: entity.mentioned.id === recipient.id }));
  const { line, folded, hasAddress } = typedLine({ text, mentions });
  const others = entities.map(({ mentioned }) => mentioned).filter((person) => person.id !== recipient.id);
  const people = new Map(
    others.map((person) => [person.id, { channelId: person.id, objectId: person.aadObjectId ?? null }]),
  );
  const [twin] = attachments;
  return {
    kind: 'text',
    line,
    htmlAddresses: hasAddress || !twin ? [] : htmlAddresses(twin.content),
    mentioned: [...people.values()],
    folded,
  };
}

/** Who did it, as the channel knows them. */
export function readActor(activity: Activity): Actor | BoundaryRefusal {
  const tenant = readTenant(activity);
  if (!tenant.ok) return tenant.reason;
  const [actor] = personOf(activity.from, tenant.id);
  return actor ?? 'no_person';
}

function readTenant({
  conversation,
  channelData,
}: Activity): { ok: true; id: string } | { ok: false; reason: BoundaryRefusal } {
  const said = conversation.tenantId;
  const also = channelData?.tenant?.id;
  if (said !== undefined && also !== undefined && said !== also) return { ok: false, reason: 'tenant_mismatch' };
  const tenant = said ?? also;
  return tenant === undefined ? { ok: false, reason: 'no_tenant' } : { ok: true, id: tenant };
}

function personOf({ id: channelId, name, aadObjectId }: Activity['from'], tenant: string): readonly Actor[] {
  if (aadObjectId === undefined) return [];
  return [{ tenantId: tenant, objectId: aadObjectId, name: name.slice(0, 256), channelId }];
}

function placeOf({ conversation, serviceUrl, recipient }: Activity): Place {
  const [place = conversation.id] = conversation.id.split(';messageid=');
  return { id: place, replyTo: conversation.id, kind: kindOf(conversation), serviceUrl, botId: recipient.id };
}

function kindOf({ conversationType, isGroup, id: conversation }: Activity['conversation']): Place['kind'] {
  if (conversationType === 'channel') return 'channel';
  const alone =
    conversationType === 'personal' || (conversationType === undefined && !isGroup && !conversation.startsWith('19:'));
  return alone ? 'personal' : 'group';
}

function parsed<T extends z.ZodType>(schema: T, value: unknown): readonly z.infer<T>[] {
  const result = schema.safeParse(value);
  return result.success ? [result.data] : [];
}
