// Trouble on demand: what the connector answers instead of doing its work. The `…-after-apply` kinds do the work first
// and then spoil the answer, which is the case a sender cannot tell from "nothing happened".
import type { Response } from 'express';
import * as z from 'zod/v4';
import { CONNECTOR_ERRORS, type ConnectorErrorName, sendError } from './connector-errors.ts';

const PLAIN = {
  '403': 'BotNotInConversationRoster',
  '404': 'ActivityNotFoundInConversation',
  '412': 'PreconditionFailed',
  '413': 'MessageSizeTooBig',
  '429': 'Throttled',
  '429-retry-after': 'Throttled',
  '500': 'ServiceError',
  '502': 'BadGateway',
  '503': 'ServiceUnavailable',
  '504': 'GatewayTimeout',
} as const satisfies Record<string, ConnectorErrorName>;
const DROPPED = ['hang', 'reset', 'hang-after-apply', 'reset-after-apply', '502-after-apply'] as const;
type PlainKind = keyof typeof PLAIN;
type FaultKind = PlainKind | (typeof DROPPED)[number];

export const FAULT_KINDS: readonly FaultKind[] = [...(Object.keys(PLAIN) as PlainKind[]), ...DROPPED];

export const faultSchema = z.strictObject({
  kind: z.enum(FAULT_KINDS),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  conversation: z.string().optional(),
  times: z.int().positive().optional(),
  retryAfterSeconds: z.number().nonnegative().default(1),
});
type Fault = z.infer<typeof faultSchema>;
type Call = { readonly method: string; readonly conversation: string | undefined };

export type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
  let active: (Fault & { left: number })[] = [];
  const hanging = new Set<Response>();
  const take = (call: Call) => {
    const hit = active.find((fault) => fault.left > 0 && matches(fault, call));
    if (hit) hit.left -= 1;
    return hit;
  };
  const spoil = (kind: FaultKind, res: Response) => {
    if (kind.startsWith('reset')) res.socket?.resetAndDestroy();
    else if (kind.startsWith('hang')) {
      hanging.add(res);
      res.once('close', () => hanging.delete(res));
    } else sendError(res, 'BadGateway');
  };
  return {
    list: () => active.filter((fault) => fault.left > 0),
    add: (fault: Fault) => void active.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    /** Also lets go of every call that hangs. */
    clear: () => {
      active = [];
      for (const res of hanging) res.destroy();
      hanging.clear();
    },
    /** True when the call is answered (or left unanswered) by a fault and must not be worked on. */
    strike: (call: Call, res: Response): boolean => {
      const fault = take(call);
      if (!fault) return false;
      if (fault.kind.endsWith('-after-apply')) {
        res.locals.spoil = () => spoil(fault.kind, res);
        return false;
      }
      if (!isPlain(fault.kind)) {
        spoil(fault.kind, res);
        return true;
      }
      if (fault.kind === '429-retry-after') res.set('Retry-After', String(fault.retryAfterSeconds));
      sendError(res, PLAIN[fault.kind], CONNECTOR_ERRORS[PLAIN[fault.kind]].message);
      return true;
    },
  };
}

/** Every successful answer of the connector leaves through here, so that a fault can still spoil it. */
export function sendAnswer(res: Response, status: number, body: unknown): void {
  const spoil: unknown = res.locals.spoil;
  if (typeof spoil === 'function') spoil();
  else res.status(status).json(body);
}

function isPlain(kind: FaultKind): kind is PlainKind {
  return kind in PLAIN;
}

function matches(fault: Fault, call: Call): boolean {
  if (fault.method && fault.method !== call.method) return false;
  return fault.conversation === undefined || call.conversation?.split(';')[0] === fault.conversation.split(';')[0];
}
