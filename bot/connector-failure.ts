import { ChannelError, type ChannelErrorClass } from './channel.ts';

/**
 * `once`: repeating it would show it twice (posting a message). `again`: repeating it changes nothing (replacing a
 * message, opening the personal chat).
 */
export type Repeatable = 'once' | 'again';

export type ConnectorAnswer = {
  readonly status: number;
  readonly retryAfter: number | null;
  /** The connector's own error code, for the log. */
  readonly code: string | null;
};

/** What an answer that is not 2xx means (learn.microsoft.com, "Status codes from bot conversational APIs"). */
export function failureFromStatus(answer: ConnectorAnswer, repeatable: Repeatable): ChannelError {
  const { status, retryAfter, code } = answer;
  const errorClass = classOf(status, repeatable);
  return new ChannelError(errorClass, SENTENCES[errorClass], { retryAfter, context: { status, code } });
}

/**
 * @param sent whether the request may have reached the channel before the line broke or the patience ended
 */
export function failureFromLine(
  cause: unknown,
  { sent, repeatable }: { sent: boolean; repeatable: Repeatable },
): ChannelError {
  const errorClass = sent && repeatable === 'once' ? 'outcome-unknown' : 'busy';
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  return new ChannelError(errorClass, SENTENCES[errorClass], { cause, context: { status: null, code } });
}

function classOf(status: number, repeatable: Repeatable): ChannelErrorClass {
  switch (status) {
    case 403:
      return 'blocked';
    case 404:
      return 'gone';
    case 412:
      return 'busy';
    case 413:
      return 'too-big';
    case 429:
      return 'throttled';
    default:
      if (status < 500 && status !== 408) return 'rejected';
      return repeatable === 'once' ? 'outcome-unknown' : 'busy';
  }
}

const SENTENCES: Readonly<Record<ChannelErrorClass, string>> = {
  gone: 'The message or the conversation no longer exists.',
  blocked: 'Teams does not let Steward speak there.',
  throttled: 'Teams asked Steward to slow down.',
  busy: 'Teams could not take the message just now.',
  'too-big': 'The message is too big for Teams.',
  rejected: 'Teams did not accept the message.',
  'outcome-unknown': 'Teams did not say whether the message was posted.',
};

/** `Retry-After` in milliseconds: seconds or an HTTP date, at most an hour. */
export function parseRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), 3600_000);
}
