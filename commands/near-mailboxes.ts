import { distance } from 'fastest-levenshtein';
import type { MailboxSummary } from '../services/mailbox/mailbox.ts';
import type { CommandContext } from './command.ts';

/** At most as many as there can be buttons on a card. */
export const CHOICES = 5;

/** Mailboxes that begin with what was typed; else those that begin alike, the nearest spelling first. */
export async function nearMailboxes(
  { services, signal }: Pick<CommandContext, 'services' | 'signal'>,
  name: string,
): Promise<readonly MailboxSummary[]> {
  const { exchange } = services;
  const local = name.split('@')[0] ?? name;
  const same = local.length > 1 ? await exchange.search(local, CHOICES, signal) : [];
  if (same.length > 0) return same;
  const alike = await exchange.search(local.slice(0, 2), 50, signal);
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

/** Whether every one of them begins with what was typed: then they fit, and are no guess. */
export function allBegin(mailboxes: readonly MailboxSummary[], typed: string): boolean {
  return mailboxes.every(({ displayName }) => displayName.toLowerCase().startsWith(typed.toLowerCase()));
}
