import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { CredentialError, type TokenSource } from '../credential.ts';
import { sendAuthorised } from '../http/authorised.ts';
import { requestIdOf } from '../http/call-log.ts';
import type { HttpAnswer, HttpChannel } from '../http/http-channel.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { below } from '../http/service-url.ts';
import type { Log } from '../log.ts';
import { type GraphAnswer, parseGraphAnswer } from './graph-answer.ts';
import { codeOfStatus, directoryError } from './graph-failure.ts';

/** One question. `name` says in the log which it was, because the path holds identifiers. */
export type Question = {
  readonly name: string;
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
};

export type AskGraph = (question: Question) => Promise<GraphAnswer>;

export type GraphSession = {
  readonly root: URL;
  readonly credential: TokenSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly channel: HttpChannel;
  readonly timeoutMs: number;
};

const MOST_RETRIES = 3;
const FIRST_WAIT_MS = 1000;
/** Microsoft Graph asks to repeat these after `Retry-After` (Microsoft Learn, "Microsoft Graph throttling guidance"). */
const PASSING: ReadonlySet<number> = new Set([429, 503, 504]);

/**
 * Asks Graph and returns its answer, a refusal too: what a 404 means is the caller's business. Everything asked here
 * is a read, so repeating is safe; it is done at most three times, after the wait that Graph asks for.
 * @throws DirectoryError `directory_unavailable`, `directory_permission` (no token) or `directory_protocol`.
 */
export function createAskGraph(session: GraphSession): AskGraph {
  return async (question) => {
    for (let retries = 0; ; retries += 1) {
      const answer = await askOnce(session, question);
      const again = PASSING.has(answer.status) && retries < MOST_RETRIES;
      if (!again) return readable(answer, question);
      const asked = retryAfterMs(answer.headers['retry-after'], session.clock.now());
      await session.clock.pause(asked ?? FIRST_WAIT_MS * 2 ** retries, question.signal);
      if (question.signal?.aborted)
        throw directoryError('directory_unavailable', { question: question.name, failure: 'cancelled' });
    }
  };
}

/** The value of an answer, or the error that its status stands for. */
export function answeredValue(answer: GraphAnswer, question: string): unknown {
  if (answer.ok) return answer.value;
  throw directoryError(codeOfStatus(answer.status), { question, status: answer.status });
}

function readable(answer: HttpAnswer, question: Question): GraphAnswer {
  const parsed = parseGraphAnswer(answer);
  if (parsed !== undefined) return parsed;
  throw directoryError('directory_protocol', { question: question.name, status: answer.status });
}

async function askOnce(session: GraphSession, question: Question): Promise<HttpAnswer> {
  const startedAt = session.clock.now().getTime();
  const call = { clientRequestId: randomUUID() };
  try {
    const answer = await send(session, question, call);
    log(session, {
      question,
      startedAt,
      ...call,
      status: answer.status,
      failure: null,
      requestId: requestIdOf(answer.headers),
    });
    return answer;
  } catch (error) {
    const failure = failureOf(error);
    log(session, { question, startedAt, ...call, status: null, failure, requestId: null });
    const code =
      error instanceof CredentialError && error.code === 'credential_rejected'
        ? 'directory_permission'
        : 'directory_unavailable';
    throw directoryError(failure === 'too-large' || failure === 'undecodable' ? 'directory_protocol' : code, {
      question: question.name,
      failure,
    });
  }
}

function send(session: GraphSession, question: Question, call: { clientRequestId: string }): Promise<HttpAnswer> {
  const { path, body, signal } = question;
  return sendAuthorised({
    credential: session.credential,
    signal,
    send: (token) => {
      call.clientRequestId = randomUUID();
      return session.channel.send({
        method: body === undefined ? 'GET' : 'POST',
        url: below(session.root, path),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'accept-encoding': 'identity',
          'client-request-id': call.clientRequestId,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: session.timeoutMs,
        signal,
      });
    },
  });
}

function failureOf(error: unknown): string {
  if (error instanceof HttpFailure) return error.kind;
  if (error instanceof CredentialError) return error.code;
  throw error;
}

type Logged = {
  readonly question: Question;
  readonly startedAt: number;
  readonly status: number | null;
  readonly failure: string | null;
  readonly requestId: string | null;
  readonly clientRequestId: string;
};

function log({ clock, log: to }: GraphSession, { question, startedAt, ...fields }: Logged): void {
  const line = { call: question.name, ...fields, durationMs: clock.now().getTime() - startedAt };
  // A 404 is an answer like another: no such person, or an older Graph.
  const fine = fields.status !== null && (fields.status < 300 || fields.status === 404);
  if (fine) to.debug(line, 'directory call');
  else to.warn(line, 'directory call failed');
}
