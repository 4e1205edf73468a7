// Starts the demo tenant: one HTTP server that answers as Exchange Online and Microsoft Graph do, from a directory made
// of a seed. Nothing here is shared with the product, so that neither can hide the other's mistake.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { plainAnswer } from './answer.ts';
import { answerRequest } from './answer-request.ts';
import { CallLog } from './control/call-log.ts';
import { addPeople, type ExtraPerson } from './directory/extra-people.ts';
import { openStateFile, readState } from './directory/state-file.ts';
import { advanceClock } from './directory/sync-cycle.ts';
import { createState, type TenantState } from './directory/tenant-state.ts';
import { FaultBook } from './faults/fault-book.ts';
import { sendAnswer } from './send-answer.ts';
import type { Tenant } from './tenant.ts';
import { readRequest } from './wire-request.ts';

export type TenantOptions = {
  /** 0 or nothing: any free port. */
  port?: number;
  host?: string;
  /** People without a mailbox, besides those of the seed: colleagues, guests, second accounts. */
  people?: readonly ExtraPerson[];
  /** Makes the directory; the same seed and size give the same rows. */
  seed?: number;
  /** How many mailboxes the directory has. */
  size?: number;
  /** Where tenant time starts; a fixed date unless given. */
  now?: () => Date;
  /** How fast tenant time runs; 0 means it is only moved by the control. */
  minutesPerSecond?: number;
  /** Where the state is kept between two starts; what is found there goes before seed and size. */
  stateFile?: string;
};

export type RunningTenant = { url: string; close(): Promise<void> };

const START = new Date('2026-11-22T08:00:00Z');
const TICK_MS = 1000;
/** More than a week of missed cycles teaches nobody anything. */
const LONGEST_SLEEP = 7 * 24 * 60;

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}

async function serve(tenant: Tenant, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const request = await readRequest(incoming);
    sendAnswer(response, await answerRequest(tenant, request, incoming.socket.remoteAddress ?? ''));
  } catch (error) {
    if (response.headersSent || response.destroyed) return;
    console.error('The demo tenant failed to answer.', error);
    sendAnswer(response, plainAnswer(500, 'The demo tenant failed to answer.'));
  }
}

/** A tenant that was stopped wakes up in the present, with the cycles that it missed. */
function catchUp(state: TenantState, now: Date): void {
  const minutes = (now.getTime() - Date.parse(state.clock)) / 60_000;
  if (minutes > 0) advanceClock(state, Math.min(minutes, LONGEST_SLEEP));
}

function runClock(tenant: Tenant, minutesPerSecond: number): () => void {
  if (minutesPerSecond <= 0) return () => {};
  const timer = setInterval(() => {
    const cycles = tenant.state.cycles;
    advanceClock(tenant.state, minutesPerSecond * (TICK_MS / 1000));
    if (tenant.state.cycles !== cycles) tenant.changed();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/**
 * Starts the tenant and resolves when it accepts connections.
 * Rejects when the port is taken or the state file is not one.
 */
export async function startTenant(options: TenantOptions = {}): Promise<RunningTenant> {
  const earlier = options.stateFile === undefined ? null : readState(options.stateFile);
  const fresh = () =>
    createState({ seed: options.seed ?? 1, size: options.size ?? 560, start: options.now?.() ?? START });
  const state = earlier ?? fresh();
  if (earlier && options.now) catchUp(earlier, options.now());
  if (!earlier) addPeople(state.objects, options.people ?? []);
  const file = openStateFile(options.stateFile, state);
  let url = '';
  const tenant: Tenant = {
    state,
    faults: new FaultBook(),
    calls: new CallLog(() => state.clock),
    origin: () => url,
    changed: file.changed,
  };
  const server = createServer((incoming, response) => void serve(tenant, incoming, response));
  url = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const stopClock = runClock(tenant, options.minutesPerSecond ?? 0);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        stopClock();
        server.close(() => resolve());
        server.closeAllConnections();
        file.flush();
      }),
  };
}
