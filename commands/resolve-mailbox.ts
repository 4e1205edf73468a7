import { type Refusal, refuse } from '../services/refusal.ts';
import type { CommandContext } from './command.ts';
import { namedText } from './named-text.ts';
import { allBegin, CHOICES, nearMailboxes } from './near-mailboxes.ts';
import type { Reply } from './reply.ts';

type Choices = Extract<Reply, { kind: 'choices' }>;

export type Resolved =
  | { readonly kind: 'one'; readonly objectId: string }
  | { readonly kind: 'ask'; readonly reply: Choices }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

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
  const named = namedText(context, { name, example });
  if (!named.ok) return refused(named);
  if (named.kind === 'id') return { kind: 'one', objectId: named.objectId };
  const found = await context.services.exchange.find(named.name, context.signal);
  const [exact] = found;
  if (exact && found.length === 1) return { kind: 'one', objectId: exact.objectId };
  if (found.length > 1) return ask({ name: named.name, nearest: false, verb, choices: found.slice(0, CHOICES) });
  return await nearest(context, { name: named.name, verb });
}

const ask = (choices: Omit<Choices, 'kind'>): Resolved => ({ kind: 'ask', reply: { kind: 'choices', ...choices } });

/** The names that come nearest to one that nobody has. */
export async function nearest(
  context: CommandContext,
  { name, verb }: Pick<Choices, 'name' | 'verb'>,
): Promise<Exclude<Resolved, { kind: 'one' }>> {
  const choices = await nearMailboxes(context, name);
  if (choices.length === 0) return { kind: 'refused', refusal: refuse('mailbox_not_found', { name }) };
  return { kind: 'ask', reply: { kind: 'choices', name, nearest: !allBegin(choices, name), verb, choices } };
}
