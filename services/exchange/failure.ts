import type { ErrorContext } from '../app-error.ts';
import { ExchangeError, type ExchangeErrorClass } from './exchange.ts';
import type { FailureReason, Verdict } from './verdict.ts';

/** A failed attempt: what it means, how long to wait, and the identifiers to find it again at Microsoft. */
export type Failure = Verdict & { readonly retryAfterMs: number | undefined; readonly context: ErrorContext };

const BY_CLASS: Readonly<Record<ExchangeErrorClass, string>> = {
  'not-found': 'Exchange Online knows no such mailbox.',
  ambiguous: 'More than one mailbox answers to that name.',
  permission: 'Exchange Online refused: the app role is present, but no Exchange role of Steward allows this cmdlet.',
  authentication: 'Exchange Online did not accept the identity of Steward.',
  'write-scope': 'Exchange Online refused the change, because the mailbox is still mastered on-premises.',
  'not-applicable': 'The Exchange attributes of this mailbox cannot change hands.',
  rejected: 'Exchange Online rejected the call.',
  'dual-write': 'Exchange Online could not carry the change over to Entra ID.',
  throttled: 'Exchange Online is limiting how much Steward may ask.',
  unavailable: 'Exchange Online could not be reached or could not answer.',
  'outcome-unknown': 'Whether Exchange Online applied the change is not known: it has to be read back.',
  protocol: 'Exchange Online answered in a way that Steward does not understand.',
};

const BY_REASON: Readonly<Partial<Record<FailureReason, string>>> = {
  'hidden-parameter':
    'The Exchange role of Steward does not expose this setting, or the tenant does not have the feature.',
  'domain-not-accepted': 'Exchange Online refused an address, because its domain is not an accepted domain.',
  'address-taken': 'Exchange Online refused an address, because another recipient has it.',
  'foreign-redirect': 'Exchange Online redirected to a host that must not receive the token of Steward.',
  'foreign-page': 'Exchange Online named a next page outside this tenant.',
  'endless-pages': 'Exchange Online named the same next page twice.',
  'page-expired': 'The pages of the query expired before all of them were read: it has to start again from the first.',
  truncated: 'Exchange Online cut the result short.',
  'too-large': 'The answer of Exchange Online was larger than Steward reads.',
  cancelled: 'The call was cancelled.',
};

export function exchangeErrorFrom(failure: Failure): ExchangeError {
  const { errorClass, reason, context } = failure;
  const message = (reason === undefined ? undefined : BY_REASON[reason]) ?? BY_CLASS[errorClass];
  return new ExchangeError(errorClass, message, { context: reason === undefined ? context : { ...context, reason } });
}

/** A failure that no single answer stands for, such as pages that do not fit together. */
export function exchangeError(
  errorClass: ExchangeErrorClass,
  reason: FailureReason,
  context: ErrorContext = {},
): ExchangeError {
  return exchangeErrorFrom({ errorClass, reason, repeatable: false, crowded: false, retryAfterMs: undefined, context });
}
