// The calls that were seen since the last clearing, for tests that ask what was sent. Tokens are never kept.

import type { SeenCall } from '../faults/fault-book.ts';
import type { WireRequest } from '../wire-request.ts';

export type LoggedCall = {
  readonly method: string;
  readonly path: string;
  readonly cmdlet: string | null;
  readonly identity: string | null;
  readonly parameters: unknown;
  /** Null while no answer was sent, or when none ever is. */
  status: number | null;
  readonly at: string;
};

const MOST = 20_000;

export class CallLog {
  #calls: LoggedCall[] = [];
  readonly #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  /** Notes a call; its status is filled in when it is known. */
  begin(request: WireRequest, seen: SeenCall, parameters: unknown): LoggedCall {
    const { cmdlet, identity } = seen;
    const call: LoggedCall = {
      method: request.method,
      path: request.path,
      cmdlet,
      identity,
      parameters,
      status: null,
      at: this.#now(),
    };
    this.#calls.push(call);
    if (this.#calls.length > MOST) this.#calls.shift();
    return call;
  }

  list(): readonly LoggedCall[] {
    return this.#calls;
  }

  clear(): void {
    this.#calls = [];
  }
}
