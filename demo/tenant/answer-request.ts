// Finds who answers a request: the token endpoint, Exchange, Graph, or the control behind the scenes.

import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import { jsonAnswer, plainAnswer } from './answer.ts';
import { controlAnswer } from './control/control-routes.ts';
import { exchangeAnswer } from './exchange/exchange-routes.ts';
import { readCmdletInput, seenCall } from './exchange/invoke-command.ts';
import { graphAnswer, seenGraph } from './graph/graph-routes.ts';
import type { Tenant } from './tenant.ts';
import { tokenAnswer } from './token-endpoint.ts';
import type { WireRequest } from './wire-request.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

async function holdBack(tenant: Tenant, request: WireRequest): Promise<void> {
  const isExchange = request.path.toLowerCase().startsWith('/adminapi/');
  const seen = isExchange ? seenCall(request, readCmdletInput(request)) : seenGraph(request);
  const ms = tenant.faults.latency(seen);
  if (ms > 0) await pause(ms);
}

/** The answer to a request from this address. */
export async function answerRequest(tenant: Tenant, request: WireRequest, from: string): Promise<Answer> {
  if (request.path.startsWith('/control/')) {
    if (!LOOPBACK.has(from)) return jsonAnswer(403, { error: 'The control answers on this machine only.' });
    return controlAnswer(tenant, request) ?? plainAnswer(404);
  }
  await holdBack(tenant, request);
  return tokenAnswer(request) ?? exchangeAnswer(tenant, request) ?? graphAnswer(tenant, request) ?? plainAnswer(404);
}
