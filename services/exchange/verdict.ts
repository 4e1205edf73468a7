import { ATTRIBUTE_NAMES } from '../mailbox/attribute.ts';
import type { ExchangeErrorClass } from './exchange.ts';
import type { Fault } from './fault.ts';

/** What a failed attempt means, and what the client may do about it. */
export type Verdict = {
  readonly errorClass: ExchangeErrorClass;
  /** It can pass, and it is certain that nothing was executed or that executing again does no harm. */
  readonly repeatable: boolean;
  /** The service has too much to do: fewer calls at once. */
  readonly crowded: boolean;
  /** Tells apart what has the same class but another cure. */
  readonly reason?: FailureReason;
};

export const FAILURE_REASONS = [
  'hidden-parameter',
  'domain-not-accepted',
  'address-taken',
  'foreign-redirect',
  'foreign-page',
  'endless-pages',
  'page-expired',
  'truncated',
  'unreadable-answer',
  'unexpected-row',
  'cancelled',
  'too-large',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** The circumstances of a failed attempt. */
export type Attempted = { readonly status: number; readonly writes: boolean };

type Rule = { readonly type?: RegExp; readonly text?: RegExp; readonly judge: (attempted: Attempted) => Verdict };

const final = (errorClass: ExchangeErrorClass, reason?: FailureReason): Verdict =>
  reason === undefined
    ? { errorClass, repeatable: false, crowded: false }
    : { errorClass, repeatable: false, crowded: false, reason };
const passing = (errorClass: ExchangeErrorClass, crowded = false): Verdict => ({
  errorClass,
  repeatable: true,
  crowded,
});
const UNKNOWN = final('outcome-unknown');
const always = (verdict: Verdict) => (): Verdict => verdict;

/** Refused before it began; with a server error on a write even that is not believed. */
const busy = ({ status, writes }: Attempted): Verdict => (writes && status >= 500 ? UNKNOWN : passing('unavailable'));
/** Broke somewhere on the way: harmless for a read, unknown for a write. */
const broken = ({ writes }: Attempted): Verdict => (writes ? UNKNOWN : passing('unavailable'));

/** What Steward itself sends to change something: Exchange calls one unknown when no role of the caller exposes it. */
const OWN_PARAMETERS = new RegExp(
  `\\b(IsExchangeCloudManaged|ExchangeAttributes(Cloud|Server)ManagedByDefault|${ATTRIBUTE_NAMES.join('|')})\\b`,
  'i',
);

// First match wins. Exception types come before texts, because texts are localised and quote what people typed.
// Types and texts: Microsoft Learn and the published source of public clients of this interface (CIPP-API of
// 8 August 2026, ExoHelper, Microsoft365DSC issue 2998, Microsoft Q&A 1023619 and 1185387).
const RULES: readonly Rule[] = [
  { type: /\bManagementObjectNotFoundException$/, judge: always(final('not-found')) },
  { type: /\bManagementObjectAmbiguousException$/, judge: always(final('ambiguous')) },
  { type: /\bUnableToWriteToAadException$/, judge: always(final('dual-write')) },
  {
    type: /\bAmbiguousParameterSetException$/,
    text: OWN_PARAMETERS,
    judge: always(final('permission', 'hidden-parameter')),
  },
  { type: /\bNotAcceptedDomainException$/, judge: always(final('rejected', 'domain-not-accepted')) },
  { type: /\bProxyAddressExistsException$/, judge: always(final('rejected', 'address-taken')) },
  {
    type: /\b(AmbiguousParameterSet|ParameterTransformation|ParameterBinding)Exception$/,
    judge: always(final('rejected')),
  },
  { type: /\b(OverBudget|\w*Throttl\w*)Exception$/, judge: always(passing('throttled', true)) },
  { type: /\b(ServerBusyException|CmdletProxyNotAvailable\w*)$/, judge: busy },
  { type: /\b(\w*TransientException|BackendCommunicationException)$/, judge: broken },
  { text: /\bmaximum number of concurrent requests\b/i, judge: always(passing('throttled', true)) },
  { text: /\b(expired or invalid pagination request)\b/i, judge: always(final('protocol', 'page-expired')) },
  // The sentence is translated; the cmdlet and property names between its quotes are not.
  {
    text: /out of the current user's write scope|is being synchronized from your on-premises organization|'Set-Mailbox', '[A-Za-z0-9, ]+'/i,
    judge: always(final('write-scope')),
  },
  { type: /InvalidOperationException$/, text: /'Set-Mailbox'/, judge: always(final('write-scope')) },
  {
    text: /call was made to keep object in sync between (Azure Active Directory|Microsoft Entra)/i,
    judge: always(final('dual-write')),
  },
  { text: /\bIsExchangeCloudManaged\b/i, judge: always(final('not-applicable')) },
  { text: /\bnot an accepted domain\b/i, judge: always(final('rejected', 'domain-not-accepted')) },
  { text: /\balready being used by the proxy addresses\b/i, judge: always(final('rejected', 'address-taken')) },
  { text: /ServerBusyException|CmdletProxyNotAvailableFailure/, judge: busy },
  { text: /TransientException|BackendCommunicationException/, judge: broken },
];

/** Classifies a refusal by what its body says, and by its status only when the body says nothing known. */
export function judge(fault: Fault, attempted: Attempted): Verdict {
  const rule = RULES.find((candidate) => fits(candidate, fault));
  return rule === undefined ? judgeByStatus(fault, attempted) : rule.judge(attempted);
}

function fits(rule: Rule, fault: Fault): boolean {
  const { type, text } = rule;
  return (
    (type === undefined || fault.types.some((name) => type.test(name))) && (text === undefined || text.test(fault.text))
  );
}

function judgeByStatus(fault: Fault, attempted: Attempted): Verdict {
  const { status, writes } = attempted;
  if (status === 401) return final('authentication');
  if (status === 403) return final('permission');
  if (status === 429) return passing('throttled', true);
  if (status >= 500 || status === 408) return serverFault(attempted);
  const notOurs = status === 404 || (status >= 300 && status < 400);
  if (notOurs && fault.types.length === 0) return final('protocol', 'unreadable-answer');
  // Exchange has been seen to fail with an empty message after it had applied the change.
  return writes && fault.text === '' ? UNKNOWN : final('rejected');
}

function serverFault({ status, writes }: Attempted): Verdict {
  if (writes) return UNKNOWN;
  return status === 503 || status === 504 ? passing('unavailable') : final('unavailable');
}
