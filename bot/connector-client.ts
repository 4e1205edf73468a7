import { Agent, type Dispatcher, errors, request } from 'undici';
import * as z from 'zod/v4';
import { type Clock, systemClock } from '../services/clock.ts';
import { type BotCredential, ServiceUrlError } from './bot-credential.ts';
import { ChannelError } from './channel.ts';
import { failureFromLine, failureFromStatus, parseRetryAfter, type Repeatable } from './connector-failure.ts';

/** One call of the Bot Connector REST API. `path` comes after `/v3/`. */
export type ConnectorCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly serviceUrl: string;
  readonly path: string;
  readonly body?: object;
  readonly repeatable: Repeatable;
};

/** Sends the call exactly once. Resolves to the answer's JSON, unchecked; `undefined` when there is none. @throws ChannelError */
export type CallConnector = (call: ConnectorCall) => Promise<unknown>;

export type ConnectorClientOptions = {
  readonly credential: BotCredential;
  readonly clock?: Clock;
};

const PATIENCE_MS = 8000;
const CONNECT_PATIENCE_MS = 4000;
const ANSWER_LIMIT = 64 * 1024;
const errorSchema = z.object({ error: z.object({ code: z.string().max(100) }) });

/**
 * The Bot Connector over undici, without the SDK's client: that one repeats posts behind our back, so that people see
 * them twice, and waits for ever on a channel that hangs.
 */
export function connectorClient({ credential, clock = systemClock }: ConnectorClientOptions): CallConnector {
  const dispatcher = new Agent({
    connections: 64,
    keepAliveTimeout: 30_000,
    connect: { timeout: CONNECT_PATIENCE_MS },
  });
  // Set when the channel refused the token we had: the next call brings a new one.
  let tokenRefused = false;

  return async (call) => {
    const patience = new AbortController();
    const done = new AbortController();
    void clock.pause(PATIENCE_MS, done.signal).then(() => {
      if (!done.signal.aborted) patience.abort(new errors.HeadersTimeoutError());
    });
    try {
      const forced = tokenRefused;
      const authorization = await authorizationFor(call, { credential, forced, signal: patience.signal });
      const answer = await exchange(call, { authorization, dispatcher, signal: patience.signal, clock });
      tokenRefused = answer.status === 401;
      if (answer.status >= 200 && answer.status < 300) return answer.json;
      if (tokenRefused && !forced) throw tokenWasOld(answer.code);
      throw failureFromStatus(answer, call.repeatable);
    } finally {
      done.abort('answered');
    }
  };
}

type Wish = { readonly credential: BotCredential; readonly forced: boolean; readonly signal: AbortSignal };

async function authorizationFor({ serviceUrl }: ConnectorCall, { credential, forced, signal }: Wish): Promise<string> {
  try {
    return await credential.authorization(serviceUrl, { forceRefresh: forced, signal });
  } catch (cause) {
    if (cause instanceof ServiceUrlError) throw new ChannelError('rejected', cause.message, { cause });
    throw failureFromLine(cause, { sent: false, repeatable: 'again' });
  }
}

function tokenWasOld(code: string | null): ChannelError {
  return new ChannelError('busy', 'Teams refused the token of Steward; a new one is fetched.', {
    context: { status: 401, code },
  });
}

type Line = {
  readonly authorization: string;
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  readonly clock: Clock;
};
type Answer = {
  readonly status: number;
  readonly retryAfter: number | null;
  readonly code: string | null;
  readonly json: unknown;
};

async function exchange(call: ConnectorCall, { authorization, dispatcher, signal, clock }: Line): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await request(addressOf(call), {
      method: call.method,
      headers: { authorization, 'content-type': 'application/json; charset=utf-8', accept: 'application/json' },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      dispatcher,
      signal,
    });
    const retryAfter = headers['retry-after'];
    const wait = parseRetryAfter(typeof retryAfter === 'string' ? retryAfter : undefined, clock.now());
    return { status: statusCode, retryAfter: wait, ...readAnswer(await readText(body)) };
  } catch (cause) {
    throw failureFromLine(cause, { sent: !neverConnected(cause), repeatable: call.repeatable });
  }
}

function addressOf({ serviceUrl, path }: ConnectorCall): string {
  return `${serviceUrl.replace(/\/+$/, '')}/v3/${path}`;
}

/** Errors that happen before a byte is sent. */
function neverConnected(cause: unknown): boolean {
  if (cause instanceof errors.ConnectTimeoutError) return true;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return (
    typeof code === 'string' && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)
  );
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size <= ANSWER_LIMIT) chunks.push(chunk);
  }
  return size > ANSWER_LIMIT ? '' : Buffer.concat(chunks).toString('utf8');
}

function readAnswer(text: string): { json: unknown; code: string | null } {
  const json = parseJson(text);
  const failed = typeof json === 'object' && json !== null && 'error' in json;
  return { json, code: failed ? (errorSchema.safeParse(json).data?.error.code ?? null) : null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
