// The faults that are set, and their counting. Latency and stale reads go along with any other fault; of the rest, the
// first that concerns a call is used for it.

import type { DirectoryObject } from '../directory/directory-object.ts';
import type { Fault } from './fault.ts';
import { numberOption } from './fault.ts';
import { StaleMemory } from './stale-memory.ts';

export type SeenCall = {
  readonly api: 'exchange' | 'graph';
  readonly path: string;
  readonly cmdlet: string | null;
  readonly identity: string | null;
  readonly write: boolean;
};

type Entry = { fault: Fault; after: number; left: number; memory: StaleMemory };

const WRITES_ONLY: readonly string[] = ['silent-no-write', 'error-but-written'];
const READS_ONLY: readonly string[] = ['next-link-foreign', 'next-link-repeats', 'stale-read'];
const ALONGSIDE: readonly string[] = ['latency', 'stale-read'];

const same = (left: string, right: string | null): boolean => left.toLowerCase() === (right ?? '').toLowerCase();

function concernsApi(fault: Fault, call: SeenCall): boolean {
  if (fault.path !== null) return call.path.toLowerCase().includes(fault.path.toLowerCase());
  if (fault.kind === 'latency' && fault.cmdlet === null) return true;
  return call.api === (fault.kind.startsWith('graph-') ? 'graph' : 'exchange');
}

function concerns(fault: Fault, call: SeenCall): boolean {
  if (!concernsApi(fault, call)) return false;
  if (fault.cmdlet !== null && !same(fault.cmdlet, call.cmdlet)) return false;
  if (fault.identity !== null && !same(fault.identity, call.identity)) return false;
  if (WRITES_ONLY.includes(fault.kind)) return call.write;
  return call.write ? !READS_ONLY.includes(fault.kind) : true;
}

export class FaultBook {
  #entries: Entry[] = [];

  add(fault: Fault): void {
    const left = fault.kind === 'stale-read' ? numberOption(fault, 'reads', fault.times) : fault.times;
    this.#entries.push({ fault, after: fault.after, left, memory: new StaleMemory() });
  }

  clear(): void {
    this.#entries = [];
  }

  /** The faults still set, with what is left of them. */
  list(): object[] {
    return this.#entries.map(({ fault, after, left }) => ({
      ...fault,
      ...fault.options,
      options: undefined,
      after,
      times: left,
    }));
  }

  /** The fault this call meets, if any; it counts as used. */
  take(call: SeenCall): Fault | null {
    for (const entry of this.#entries) {
      if (ALONGSIDE.includes(entry.fault.kind) || !concerns(entry.fault, call)) continue;
      if (this.#use(entry)) return entry.fault;
    }
    return null;
  }

  /** How long this call is held before it is looked at. */
  latency(call: SeenCall): number {
    let total = 0;
    for (const entry of [...this.#entries]) {
      if (entry.fault.kind === 'latency' && concerns(entry.fault, call) && this.#use(entry)) {
        total += numberOption(entry.fault, 'ms', 0);
      }
    }
    return total;
  }

  /** Keeps the state of an object from before a write, for stale reads. */
  remember(key: string, before: DirectoryObject): void {
    for (const entry of this.#entries) if (entry.fault.kind === 'stale-read') entry.memory.objects.set(key, before);
  }

  /** Keeps the tenant default from before a write, for stale reads. */
  rememberDefault(before: boolean): void {
    for (const entry of this.#entries) if (entry.fault.kind === 'stale-read') entry.memory.default = before;
  }

  /** The older state a read is shown, or null. A read counts only when `settle` is told that it was shown something old. */
  staleFor(call: SeenCall): { memory: StaleMemory; settle(): void } | null {
    const entry = this.#entries.find(
      (one) => one.fault.kind === 'stale-read' && one.memory.holdsAnything() && concerns(one.fault, call),
    );
    if (entry === undefined) return null;
    return { memory: entry.memory, settle: () => void this.#use(entry) };
  }

  #use(entry: Entry): boolean {
    if (entry.after > 0) {
      entry.after -= 1;
      return false;
    }
    if (entry.left > 0) {
      entry.left -= 1;
      if (entry.left === 0) this.#entries = this.#entries.filter((other) => other !== entry);
    }
    return true;
  }
}
