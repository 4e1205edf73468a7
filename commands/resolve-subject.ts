import { DirectoryError } from '../services/directory/directory.ts';
import type { SyncedObject } from '../services/directory/directory-tenant.ts';
import { mailboxNameOf } from '../services/exchange/mailbox-name.ts';
import type { MailboxSummary } from '../services/mailbox/mailbox.ts';
import { findObject } from '../services/object/find-object.ts';
import { objectType } from '../services/object/object-type.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { CommandContext } from './command.ts';
import { namedText } from './named-text.ts';
import { CHOICES } from './near-mailboxes.ts';
import type { Reply } from './reply.ts';
import { nearest } from './resolve-mailbox.ts';

type Choices = Extract<Reply, { kind: 'choices' }>;

/** `mailbox`: found by its name, or an object id, of which only reading tells whether it is one. */
export type Subject =
  | { readonly kind: 'mailbox'; readonly objectId: string }
  | { readonly kind: 'object'; readonly object: SyncedObject }
  | { readonly kind: 'ask'; readonly reply: Choices }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type SubjectName = {
  readonly name: string | undefined;
  /** The whole object is meant, also where there is a mailbox. */
  readonly whole: boolean;
  readonly verb: Extract<Choices['verb'], 'check' | 'request' | 'rollback' | 'history'>;
  readonly example: string;
};

/**
 * Settles which mailbox, group, contact or user a person means. A mailbox stays a mailbox: only where there is none of
 * that name the directory is asked, by mail address and by display name. Never guesses: what fits several becomes a card
 * to pick from. Throws `ExchangeError` and `DirectoryError`: being unable to ask never means "not found".
 */
export async function resolveSubject(context: CommandContext, asked: SubjectName): Promise<Subject> {
  const named = namedText(context, asked);
  if (!named.ok) return refused(named);
  if (named.kind === 'id') return await mailboxOr(context, named.objectId, asked);
  const { name } = named;
  const mailboxes = await context.services.exchange.find(name, context.signal);
  const [mailbox] = mailboxes;
  if (mailbox && mailboxes.length === 1) return await mailboxOr(context, mailbox.objectId, asked);
  if (mailbox) return choose(asked, name, mailboxes);
  return await objectOrNearest(context, name, asked);
}

const refused = (refusal: Refusal): Subject => ({ kind: 'refused', refusal });

function choose({ verb, whole }: SubjectName, name: string, found: readonly MailboxSummary[]): Subject {
  const choices = found.slice(0, CHOICES);
  return { kind: 'ask', reply: { kind: 'choices', name, nearest: false, verb, choices, ...(whole ? { whole } : {}) } };
}

/** Mailboxes that come near can be offered without the directory; that nothing was found cannot be said without it. */
async function objectOrNearest(context: CommandContext, name: string, asked: SubjectName): Promise<Subject> {
  try {
    const object = await objectNamed(context, name, asked);
    if (object) return object;
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    const near = await nearestTo(context, name, asked);
    if (near.kind === 'ask') return near;
    throw error;
  }
  return await nearestTo(context, name, asked);
}

async function nearestTo(context: CommandContext, name: string, { verb, whole }: SubjectName): Promise<Subject> {
  const near = await nearest(context, { name, verb });
  return near.kind === 'ask' && whole ? { kind: 'ask', reply: { ...near.reply, whole } } : near;
}

async function mailboxOr(context: CommandContext, objectId: string, { whole }: SubjectName): Promise<Subject> {
  if (!whole) return { kind: 'mailbox', objectId };
  const object = await findObject(context.services.directory, objectId, context.signal);
  return object ? { kind: 'object', object } : refused(refuse('object_not_found', { name: objectId }));
}

/** A group or contact of that name, or a user without a mailbox in Exchange Online by their address. */
async function objectNamed(context: CommandContext, name: string, asked: SubjectName): Promise<Subject | undefined> {
  const found = await context.services.directory.findObjects(name, context.signal);
  const [object] = found;
  if (!object) return await recipientNamed(context, name);
  const called = name.includes('@') ? [] : await mailboxesCalled(context, name);
  if (found.length === 1 && called.length === 0) return { kind: 'object', object };
  return choose(asked, name, [...called, ...found.map(summaryOf)]);
}

/** A display name belongs to nobody alone: a mailbox may have the same one. */
async function mailboxesCalled({ services, signal }: CommandContext, name: string): Promise<readonly MailboxSummary[]> {
  const near = await services.exchange.search(name, CHOICES, signal);
  return near.filter(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());
}

/** What lives in Exchange Online only, such as a dynamic distribution group, has no authority that could be handed over. */
async function recipientNamed({ services, signal }: CommandContext, name: string): Promise<Subject | undefined> {
  if (mailboxNameOf(name)?.kind !== 'address') return undefined;
  const recipient = await services.exchange.recipientAt(name, signal);
  if (!recipient) return undefined;
  const { objectId, type } = recipient;
  const object = objectId === null ? undefined : await findObject(services.directory, objectId, signal);
  return object ? { kind: 'object', object } : refused(refuse('no_whole_object', { name, type }));
}

function summaryOf(object: SyncedObject): MailboxSummary {
  const { objectId, name, displayName, mail } = object;
  return { objectId, displayName, userPrincipalName: name, primaryAddress: mail ?? name, type: objectType(object) };
}
