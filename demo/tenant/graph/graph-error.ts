// The error envelope of Microsoft Graph.

import { randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';

export type GraphProblem = { status: number; code: string; message: string; headers?: Record<string, string> };

/** An answer that carries a Graph error. */
export function graphError(problem: GraphProblem): Answer {
  const requestId = randomUUID();
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': requestId,
  };
  const error = { code: problem.code, message: problem.message, innerError };
  return jsonAnswer(problem.status, { error }, { 'request-id': requestId, ...problem.headers });
}

/** 404 of Entra ID. */
export function notFound(id: string): Answer {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return graphError({ status: 404, code: 'Request_ResourceNotFound', message });
}

/** 403 of Entra ID. */
export function denied(): Answer {
  const message = 'Insufficient privileges to complete the operation.';
  return graphError({ status: 403, code: 'Authorization_RequestDenied', message });
}

/** 400 of Entra ID. */
export function badRequest(message: string): Answer {
  return graphError({ status: 400, code: 'Request_BadRequest', message });
}
