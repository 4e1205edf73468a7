import { distance } from 'fastest-levenshtein';
import type { MailboxSummary } from '../services/mailbox/mailbox.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { CommandContext } from './command.ts';
import type { Reply } from './reply.ts';

type Choices = Extract<Reply, { kind: 'choices' }>;

export type Resolved =
  | { readonly kind: 'one'; readonly objectId: string }
  | { readonly kind: 'ask'; readonly reply: Choices }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** At most as many as there can be buttons on a card. */
const CHOICES = 5;
const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const refused = (refusal: Refusal): Resolved => ({ kind: 'refused', refusal });

/**
 * Settles which mailbox a person means: by object id, by exact name, by a mention, by an address that only the HTML
 * twin of the message kept. Never guesses: several candidates, or the nearest names to none, become a card to pick from.
 */
export async function resolveMailbox(
  context: CommandContext,
  {
    name,
    verb,
    example,
  }: { readonly name: string | undefined; readonly verb: Choices['verb']; readonly example: string },
): Promise<Resolved> {
  const named = wordsOrHints(name, context);
  if (named.length === 0) return refused(refuse('no_mailbox_named', { example }));
  const [one, another] = named;
  if (one === undefined || another !== undefined) return refused(refuse('several_addresses', { example }));
  if (OBJECT_ID.test(one)) return { kind: 'one', objectId: one.toLowerCase() };
  const { exchange } = context.services;
  const found = await exchange.find(one, context.signal);
  const [exact] = found;
  if (exact && found.length === 1) return { kind: 'one', objectId: exact.objectId };
  if (found.length > 1) return ask({ name: one, nearest: false, verb, choices: found.slice(0, CHOICES) });
  const near = await nearest(context, one);
  if (near.length === 0) return refused(refuse('mailbox_not_found', { name: one }));
  return ask({
    name: one,
    nearest: !near.every(({ displayName }) => beginsWith(displayName, one)),
    verb,
    choices: near,
  });
}

const ask = (choices: Omit<Choices, 'kind'>): Resolved => ({ kind: 'ask', reply: { kind: 'choices', ...choices } });

const beginsWith = (text: string, start: string): boolean => text.toLowerCase().startsWith(start.toLowerCase());

/** An address that was typed, somebody who was mentioned, or the addresses that plain text had lost; two at once are a question. */
function wordsOrHints(name: string | undefined, { hints }: CommandContext): readonly string[] {
  const typed = name?.trim() ?? '';
  const addresses = typed.split(/\s+/).filter((word) => word.includes('@'));
  if (addresses.length > 1 || (addresses.length > 0 && hints.people.length > 0)) return [...addresses, ...hints.people];
  if (hints.people.length > 0) return hints.people;
  if (typed !== '' && (typed.includes('@') || hints.addresses.length === 0)) return [typed];
  return hints.addresses;
}

/** Mailboxes that begin with what was typed; else those that begin alike, the nearest spelling first. */
async function nearest(context: CommandContext, name: string): Promise<readonly MailboxSummary[]> {
  const { exchange } = context.services;
  const local = name.split('@')[0] ?? name;
  const same = local.length > 1 ? await exchange.search(local, CHOICES, context.signal) : [];
  if (same.length > 0) return same;
  const alike = await exchange.search(local.slice(0, 2), 50, context.signal);
  const away = (mailbox: MailboxSummary): number =>
    Math.min(
      distance(name.toLowerCase(), mailbox.userPrincipalName.toLowerCase()),
      distance(name.toLowerCase(), mailbox.displayName.toLowerCase()),
      distance(local.toLowerCase(), (mailbox.userPrincipalName.split('@')[0] ?? '').toLowerCase()),
    );
  return alike
    .map((mailbox) => ({ mailbox, away: away(mailbox) }))
    .filter((candidate) => candidate.away <= 4)
    .sort((a, b) => a.away - b.away)
    .slice(0, CHOICES)
    .map(({ mailbox }) => mailbox);
}
