import { randomUUID } from 'node:crypto';
import type { ErrorContext } from '../app-error.ts';
import { assertNever } from '../assert-never.ts';
import { CredentialError } from '../credential.ts';
import { sendAuthorised } from '../http/authorised.ts';
import { exceptionTypeOf, requestIdOf } from '../http/call-log.ts';
import type { HttpAnswer } from '../http/http-channel.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { addressOf, bodyOf, type CmdletCall, headersOf, isWrite } from './cmdlet-call.ts';
import { dispatch, RedirectRefused } from './dispatch.ts';
import { type Envelope, parseEnvelope } from './envelope.ts';
import type { Failure } from './failure.ts';
import { type Fault, faultOf, parseFault } from './fault.ts';
import type { Session } from './session.ts';
import { judge, type Verdict } from './verdict.ts';

/** `strained`: the call succeeded, but less than a tenth of the tenant's allowance is left. */
export type Attempt =
  | { readonly ok: true; readonly envelope: Envelope; readonly strained: boolean }
  | { readonly ok: false; readonly failure: Failure };

type Identified = { readonly call: CmdletCall; clientRequestId: string };

/** Runs the cmdlet once and says what came of it; throws only what is a defect. Logs one line, of identifiers only. */
export async function attempt(session: Session, call: CmdletCall): Promise<Attempt> {
  const startedAt = session.clock.now().getTime();
  const identified: Identified = { call, clientRequestId: randomUUID() };
  const { result, answer } = await run(session, identified);
  const context = result.ok ? {} : result.failure.context;
  const fields = {
    call: call.cmdlet,
    status: answer?.status ?? null,
    failure: result.ok ? null : result.failure.errorClass,
    exceptionType: context.exceptionType ?? null,
    requestId: answer === undefined ? null : requestIdOf(answer.headers),
    clientRequestId: identified.clientRequestId,
    durationMs: session.clock.now().getTime() - startedAt,
  };
  // That there is no such mailbox is an answer like another.
  if (result.ok || result.failure.errorClass === 'not-found') session.log.debug(fields, 'exchange call');
  else session.log.warn(fields, 'exchange call failed');
  return result;
}

async function run(session: Session, identified: Identified): Promise<{ result: Attempt; answer?: HttpAnswer }> {
  try {
    const answer = await send(session, identified);
    return { result: read(session, identified, answer), answer };
  } catch (error) {
    return { result: failed(judgeThrown(error, identified.call), contextOf(identified)) };
  }
}

function send(session: Session, identified: Identified): Promise<HttpAnswer> {
  const { call } = identified;
  return sendAuthorised({
    credential: session.credential,
    signal: call.signal,
    send: (token) => {
      // Each attempt has its own identifier, also the one that repeats a 401.
      identified.clientRequestId = randomUUID();
      return dispatch(session, {
        url: addressOf(session, call),
        headers: { ...headersOf(session, call, identified.clientRequestId), authorization: `Bearer ${token}` },
        body: bodyOf(call),
        timeoutMs: isWrite(call) ? session.writeTimeoutMs : session.readTimeoutMs,
        signal: call.signal,
      });
    },
  });
}

function read(session: Session, identified: Identified, answer: HttpAnswer): Attempt {
  const succeeded = answer.status >= 200 && answer.status < 300;
  const envelope = succeeded ? parseEnvelope(answer.body) : undefined;
  if (envelope !== undefined && envelope.errors.length === 0)
    return { ok: true, envelope, strained: isStrained(answer) };
  const fault = envelope === undefined ? parseFault(answer.body) : mostTelling(envelope.errors);
  const writes = isWrite(identified.call);
  const verdict = judge(fault, { status: answer.status, writes });
  const unreadable = succeeded && envelope === undefined && verdict.errorClass === 'rejected';
  const settled = unreadable ? unreadableAnswer(writes) : verdict;
  const wait = retryAfterMs(answer.headers['retry-after'], session.clock.now());
  return failed(settled, contextOf(identified, answer, fault), wait);
}

function mostTelling(errors: readonly unknown[]): Fault {
  const faults = errors.map(faultOf);
  return faults.find((fault) => fault.types.length > 0) ?? faults[0] ?? { types: [], text: '' };
}

function judgeThrown(error: unknown, call: CmdletCall): Verdict {
  if (error instanceof RedirectRefused)
    return { errorClass: 'protocol', reason: 'foreign-redirect', repeatable: false, crowded: false };
  if (error instanceof CredentialError) {
    const passes = error.code === 'credential_unavailable';
    return { errorClass: passes ? 'unavailable' : 'authentication', repeatable: false, crowded: false };
  }
  if (error instanceof HttpFailure) return judgeTransport(error, isWrite(call));
  throw error;
}

function judgeTransport(failure: HttpFailure, writes: boolean): Verdict {
  if (writes && failure.mayHaveArrived) return { errorClass: 'outcome-unknown', repeatable: false, crowded: false };
  const verdict = { errorClass: 'unavailable', repeatable: false, crowded: false } as const;
  switch (failure.kind) {
    case 'unreachable':
    case 'cut':
      return { ...verdict, repeatable: true };
    case 'timeout':
      return verdict;
    case 'cancelled':
      return { ...verdict, reason: 'cancelled' };
    case 'too-large':
      return { ...verdict, errorClass: 'protocol', reason: 'too-large' };
    case 'undecodable':
      return unreadableAnswer(false);
    default:
      return assertNever(failure.kind);
  }
}

function unreadableAnswer(writes: boolean): Verdict {
  const errorClass = writes ? 'outcome-unknown' : 'protocol';
  return { errorClass, reason: 'unreadable-answer', repeatable: false, crowded: false };
}

/** Whether less than a tenth of the allowance is left; `Rate-Limit-*` was captured on live answers, not documented. */
function isStrained({ headers }: HttpAnswer): boolean {
  const limit = Number(headers['rate-limit-limit']);
  const remaining = Number(headers['rate-limit-remaining']);
  return limit > 0 && remaining < limit / 10;
}

function contextOf({ call, clientRequestId }: Identified, answer?: HttpAnswer, fault?: Fault): ErrorContext {
  return {
    cmdlet: call.cmdlet,
    clientRequestId,
    status: answer?.status ?? null,
    requestId: answer === undefined ? null : requestIdOf(answer.headers),
    exceptionType: exceptionTypeOf(fault?.types[0]),
  };
}

function failed(verdict: Verdict, context: ErrorContext, wait?: number): Attempt {
  return { ok: false, failure: { ...verdict, retryAfterMs: wait, context } };
}
