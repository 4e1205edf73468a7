// The faults that can be set, and the strict reading of one from JSON. A fault says which calls it concerns, how many
// of them it lets pass first, and how many it then spoils.

import { isRecord } from '../record.ts';

type OptionKind = 'text' | 'number' | 'truth' | 'any';
type OptionTable = Readonly<Record<string, OptionKind>>;

const MESSAGE: OptionTable = { type: 'text', message: 'text', status: 'number', written: 'truth' };
const RETRY: OptionTable = { retryAfter: 'text' };

/** Every kind of fault with the options it takes. */
export const FAULT_OPTIONS = {
  throttle: { ...RETRY, plain: 'truth' },
  'concurrency-text': { status: 'number' },
  'server-busy': {},
  'unavailable-html': RETRY,
  'gzip-label': {},
  'commit-then-drop': {},
  drop: {},
  hang: { seconds: 'number', written: 'truth' },
  'stale-read': { reads: 'number' },
  'errors-in-200': { message: 'text', written: 'truth' },
  'value-null': {},
  'value-missing': {},
  'form-a': MESSAGE,
  'form-b': MESSAGE,
  'form-c': MESSAGE,
  redirect: { location: 'text' },
  'redirect-foreign': { location: 'text' },
  'claims-challenge': { claims: 'text' },
  localised: { message: 'text' },
  'next-link-foreign': {},
  'next-link-repeats': {},
  status: { status: 'number', body: 'any', headers: 'any', written: 'truth' },
  'forbidden-nul': {},
  'forbidden-empty': {},
  'silent-no-write': {},
  'error-but-written': {},
  'graph-429': RETRY,
  'graph-503': RETRY,
  'graph-timeout': { seconds: 'number' },
  latency: { ms: 'number' },
} as const satisfies Record<string, OptionTable>;

export type FaultKind = keyof typeof FAULT_OPTIONS;

export type Fault = {
  readonly kind: FaultKind;
  readonly cmdlet: string | null;
  readonly path: string | null;
  readonly identity: string | null;
  /** How many calls it still spoils; 0 means until it is cleared. */
  readonly times: number;
  /** How many matching calls it still lets pass. */
  readonly after: number;
  readonly options: Readonly<Record<string, unknown>>;
};

const COMMON: OptionTable = { cmdlet: 'text', path: 'text', identity: 'text', times: 'number', after: 'number' };

const CHECKS: Readonly<Record<OptionKind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  truth: (value) => typeof value === 'boolean',
  any: () => true,
};

function isKind(value: unknown): value is FaultKind {
  return typeof value === 'string' && Object.hasOwn(FAULT_OPTIONS, value);
}

/** Reads a fault; a string is the sentence that says what is wrong with it. */
export function readFault(value: unknown): Fault | string {
  if (!isRecord(value)) return 'A fault is a JSON object.';
  const { kind, ...rest } = value;
  if (!isKind(kind))
    return `"${String(kind)}" is no kind of fault; there are ${Object.keys(FAULT_OPTIONS).join(', ')}.`;
  const table: OptionTable = { ...COMMON, ...FAULT_OPTIONS[kind] };
  const options: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(rest)) {
    if (option === null || option === undefined) continue;
    const expected = table[name];
    if (expected === undefined) return `A ${kind} fault has no option "${name}".`;
    if (!CHECKS[expected](option)) return `The option "${name}" has a wrong value.`;
    options[name] = option;
  }
  const word = (name: string): string | null => (typeof options[name] === 'string' ? options[name] : null);
  const count = (name: string, otherwise: number): number =>
    typeof options[name] === 'number' ? options[name] : otherwise;
  const times = rest.times === null ? 0 : count('times', kind === 'latency' ? 0 : 1);
  return {
    kind,
    cmdlet: word('cmdlet'),
    path: word('path'),
    identity: word('identity'),
    times,
    after: count('after', 0),
    options,
  };
}

/** A text option of a fault, or what stands in for it. */
export function textOption(fault: Fault, name: string, otherwise: string): string {
  const value = fault.options[name];
  return typeof value === 'string' ? value : otherwise;
}

/** A number option of a fault, or what stands in for it. */
export function numberOption(fault: Fault, name: string, otherwise: number): number {
  const value = fault.options[name];
  return typeof value === 'number' ? value : otherwise;
}
