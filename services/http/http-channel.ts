import { Agent, type Dispatcher, request } from 'undici';
import type { Clock } from '../clock.ts';
import { HttpFailure, type HttpFailureKind } from './http-failure.ts';
import { readBody } from './read-body.ts';

export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What came back, whatever its status. Header names are in lower case; the body is unpacked. */
export type HttpAnswer = { readonly status: number; readonly headers: AnswerHeaders; readonly body: Buffer };

export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte sent to the last byte read, by the clock of the channel. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
};

/** Pooled connections. Never follows a redirect, never repeats a request, never waits longer than it was told to. */
export type HttpChannel = {
  /** @throws HttpFailure, and nothing else. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Waits for what is in flight. */
  readonly close: () => Promise<void>;
};

export type ChannelOptions = { readonly clock: Clock; readonly connections: number; readonly maxBodyBytes: number };

/** Failures of undici and of the system that happen before a byte of the request has left. */
const NOTHING_SENT: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

export function openChannel(options: ChannelOptions): HttpChannel {
  // The deadline of each request replaces undici's own timers, which would run on the real clock.
  const agent = new Agent({ connections: options.connections, headersTimeout: 0, bodyTimeout: 0 });
  return { send: (wanted) => send(agent, wanted, options), close: () => agent.close() };
}

async function send(agent: Agent, wanted: HttpRequest, options: ChannelOptions): Promise<HttpAnswer> {
  if (wanted.signal?.aborted) throw new HttpFailure('cancelled', false);
  const deadline = startDeadline(options.clock, wanted.timeoutMs);
  try {
    const signal = wanted.signal ? AbortSignal.any([wanted.signal, deadline.signal]) : deadline.signal;
    const { statusCode, headers, body } = await request(wanted.url, {
      ...dispatchOf(wanted),
      dispatcher: agent,
      signal,
    });
    return { status: statusCode, headers, body: await readBody(body, options.maxBodyBytes) };
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    if (deadline.signal.aborted) throw new HttpFailure('timeout', true);
    if (wanted.signal?.aborted) throw new HttpFailure('cancelled', true);
    const kind: HttpFailureKind = NOTHING_SENT.has(codeOf(error)) ? 'unreachable' : 'cut';
    throw new HttpFailure(kind, kind !== 'unreachable');
  } finally {
    deadline.stop();
  }
}

function dispatchOf(wanted: HttpRequest): {
  method: Dispatcher.HttpMethod;
  headers: Record<string, string>;
  body: string | null;
} {
  return { method: wanted.method, headers: { ...wanted.headers }, body: wanted.body ?? null };
}

function startDeadline(
  clock: Clock,
  milliseconds: number,
): { readonly signal: AbortSignal; readonly stop: () => void } {
  const reached = new AbortController();
  const stopped = new AbortController();
  void clock.pause(milliseconds, stopped.signal).then(() => {
    if (!stopped.signal.aborted) reached.abort();
  });
  return { signal: reached.signal, stop: () => stopped.abort() };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
