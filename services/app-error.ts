/** What a failure may carry besides its sentence: identifiers and states, never mailbox contents, tokens or bodies. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A failure: something that Steward cannot settle by itself. `code` is stable and may be matched on; `message` is
 * safe to show to people; `context` is for the log. Refusals are not failures: they are values (see refusal.ts).
 */
export class AppError extends Error {
  readonly code: string;
  readonly context: ErrorContext;

  constructor(code: string, message: string, details: { context?: ErrorContext; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.context = details.context ?? {};
  }
}
