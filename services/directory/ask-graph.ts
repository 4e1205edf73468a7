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
import { codeOfStatus, type DirectoryCode, directoryError } from './graph-failure.ts';

/** One question. `name` says in the log which it was, because the path holds identifiers. */
export type Question = {
  readonly name: string;
  readonly path: string;
  readonly body?: unknown;
  /** Makes the body a change instead of a question. */
  readonly change?: boolean;
  /** Sends `ConsistencyLevel: eventual`, which advanced queries need together with `$count=true`. */
  readonly eventual?: boolean;
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
/** The only one of them that says that nothing was done, so the only one after which a change is sent again. */
const TURNED_AWAY = 429;

/**
 * Asks Graph and returns its answer, a refusal too: what a 404 means is the caller's business. A read is repeated at
 * most three times after the wait that Graph asks for; a change only where it was certainly not carried out. The value
 * of an answer to a change is not read.
 * @throws DirectoryError `directory_unavailable`, `directory_permission` (no token) or `directory_protocol`; for a
 * change that may have arrived without a usable answer, `directory_unconfirmed`.
 */
export function createAskGraph(session: GraphSession): AskGraph {
  return async (question) => {
    for (let retries = 0; ; retries += 1) {
      const answer = await askOnce(session, question);
      const again = mayRepeat(answer.status, question) && retries < MOST_RETRIES;
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

function mayRepeat(status: number, { change }: Question): boolean {
  return change ? status === TURNED_AWAY : PASSING.has(status);
}

function readable(answer: HttpAnswer, question: Question): GraphAnswer {
  const parsed = parseGraphAnswer(answer);
  if (parsed !== undefined) return parsed;
  if (question.change) return { ok: true, value: undefined };
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
    throw directoryError(codeOfFailure(error, question), { question: question.name, failure });
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
        method: methodOf(question),
        url: below(session.root, path),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'accept-encoding': 'identity',
          'client-request-id': call.clientRequestId,
          ...(question.eventual ? { consistencylevel: 'eventual' } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        timeoutMs: session.timeoutMs,
        signal,
      });
    },
  });
}

function methodOf({ body, change }: Question): 'GET' | 'POST' | 'PATCH' {
  if (change) return 'PATCH';
  return body === undefined ? 'GET' : 'POST';
}

function codeOfFailure(error: unknown, { change }: Question): DirectoryCode {
  if (error instanceof HttpFailure) {
    if (change && error.mayHaveArrived) return 'directory_unconfirmed';
    return error.kind === 'too-large' || error.kind === 'undecodable' ? 'directory_protocol' : 'directory_unavailable';
  }
  const rejected = error instanceof CredentialError && error.code === 'credential_rejected';
  return rejected ? 'directory_permission' : 'directory_unavailable';
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
