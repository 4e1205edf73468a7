import { AppError, type ErrorContext } from '../app-error.ts';
import type { Mailbox, MailboxSummary } from '../mailbox/mailbox.ts';

/**
 * Exchange Online as Steward needs it. Two implementations keep this contract and share one test suite: the client
 * over HTTP and the in-process fake of the tests. Every method may throw an `ExchangeError`; nothing else.
 */
export type Exchange = {
  /** The mailbox with this Entra object id, read afresh; `undefined` when there is none. */
  readonly read: (objectId: string, signal?: AbortSignal) => Promise<Mailbox | undefined>;
  /** Mailboxes that a UPN, SMTP address, alias or identifier names exactly. Usually one; several when ambiguous. */
  readonly find: (name: string, signal?: AbortSignal) => Promise<readonly MailboxSummary[]>;
  /** Up to `limit` mailboxes whose display name, alias or UPN begins with `prefix`. */
  readonly search: (prefix: string, limit: number, signal?: AbortSignal) => Promise<readonly MailboxSummary[]>;
  /**
   * Sets `IsExchangeCloudManaged`. Returning is no proof: the caller reads back. An error of class
   * `outcome-unknown` means that the write may have been applied. Never repeated by the client itself when the
   * outcome of an attempt is unknown.
   */
  readonly setCloudManaged: (objectId: string, value: boolean, signal?: AbortSignal) => Promise<void>;
};

/** Why Exchange did not do what was asked: by the exception type on the wire, never by status alone. */
export const EXCHANGE_ERROR_CLASSES = [
  'not-found',
  'ambiguous',
  'permission',
  'authentication',
  'write-scope',
  'not-applicable',
  'rejected',
  'dual-write',
  'throttled',
  'unavailable',
  'outcome-unknown',
  'protocol',
] as const;
export type ExchangeErrorClass = (typeof EXCHANGE_ERROR_CLASSES)[number];

/** Classes that can pass by themselves: the queue tries again. The others need a person. */
export const PASSING: ReadonlySet<ExchangeErrorClass> = new Set([
  'throttled',
  'unavailable',
  'outcome-unknown',
  'dual-write',
]);

export class ExchangeError extends AppError {
  readonly errorClass: ExchangeErrorClass;

  constructor(
    errorClass: ExchangeErrorClass,
    message: string,
    details: { context?: ErrorContext; cause?: unknown } = {},
  ) {
    super(`exchange_${errorClass.replaceAll('-', '_')}`, message, details);
    this.errorClass = errorClass;
  }
}
