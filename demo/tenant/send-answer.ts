// Writes an answer to the wire, or leaves it unwritten when a fault says so.

import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Sends, cuts or holds. Held connections end with the caller, after the seconds the fault gives, or with the server. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.end === 'drop') {
    response.destroy();
    return;
  }
  if (answer.end === 'hang') {
    if (answer.holdSeconds === undefined) return;
    const timer = setTimeout(() => response.destroy(), answer.holdSeconds * 1000);
    response.on('close', () => clearTimeout(timer));
    return;
  }
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const length = answer.status === 204 ? {} : { 'content-length': String(body.length) };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(answer.status === 204 ? undefined : body);
}
