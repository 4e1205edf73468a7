import type { ExchangeErrorClass } from '../services/exchange/exchange.ts';
import { clockText, momentText } from './moment.ts';
import { plain } from './plain-text.ts';

// What went wrong with Exchange Online, in words. The code stays beside them, for the administrator and the log.

const EXCHANGE_WORDS: Readonly<Record<ExchangeErrorClass, string>> = {
  'not-found': 'Exchange Online no longer finds the mailbox',
  ambiguous: 'Exchange Online finds more than one such mailbox',
  permission: 'Steward lacks the permission in Exchange Online',
  authentication: 'Exchange Online did not accept the sign-in of Steward',
  'write-scope': 'The mailbox is outside what Steward may write in Exchange Online',
  'not-applicable': 'Exchange Online says that the flag does not apply to this mailbox',
  rejected: 'Exchange Online rejected the change',
  'dual-write': 'Exchange Online could not write to the directory',
  throttled: 'Exchange Online asked Steward to slow down',
  unavailable: 'Exchange Online did not answer',
  'outcome-unknown': 'Exchange Online did not say whether the change was made',
  protocol: 'Exchange Online gave an answer that Steward does not understand',
};

const WORDS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(EXCHANGE_WORDS).map(([name, words]) => [`exchange_${name.replaceAll('-', '_')}`, words] as const),
  ['frozen', 'A freeze is in force'],
  ['not_confirmed', 'Exchange Online reported success, but the change cannot be read back'],
  ['mailbox_gone', 'The mailbox is no longer in Exchange Online'],
  ['changed_meanwhile', 'The mailbox changed while Steward was at work'],
  ['archive_unavailable', 'The archive cannot be written'],
  ['archive_conflict', 'The archive holds something else under this request'],
  ['store_unavailable', 'Steward could not reach its store'],
  ['credential_unavailable', 'Steward could not sign in'],
  ['credential_rejected', 'The sign-in of Steward was refused'],
]);

/** "Exchange Online did not answer (exchange_unavailable)". */
export function stumbleText(code: string): string {
  return `${WORDS.get(code) ?? 'A step did not succeed'} (${plain(code, 60)})`;
}

/** What delays a request, and that nobody has to do anything about it. */
export function delayText({ code, nextAt }: { readonly code: string; readonly nextAt: string | null }): string {
  if (code === 'frozen')
    return `A freeze is in force${nextAt === null ? '' : ` until ${momentText(nextAt)}`}: it runs after that.`;
  const when = nextAt === null ? '' : ` at ${clockText(nextAt)}`;
  return `${stumbleText(code)}. Steward tries again by itself${when}.`;
}
