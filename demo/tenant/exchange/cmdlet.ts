// What a cmdlet is to the dispatcher: a name, the parameters it knows, and a function over the tenant.

import type { DirectoryObject } from '../directory/directory-object.ts';
import type { Tenant } from '../tenant.ts';
import { failNotFound } from './exchange-error.ts';
import { findOne } from './find-recipient.ts';
import type { Bound, ParameterTable } from './parameter-binding.ts';
import type { RowList } from './row-list.ts';

export type CmdletCall = {
  readonly tenant: Tenant;
  readonly bound: Bound;
  /** Lower-case property names asked for by `$select`, or null for all. */
  readonly chosen: ReadonlySet<string> | null;
  /** The object as reads show it now: an older state of it while a stale read is set. */
  readonly shown: (object: DirectoryObject) => DirectoryObject;
  /** The tenant default as reads show it now. */
  readonly shownDefault: () => boolean;
};

export type Outcome = {
  readonly rows: RowList;
  readonly warnings: readonly string[];
  readonly confirmation?: string;
};

export type Cmdlet = {
  readonly name: string;
  readonly parameters: ParameterTable;
  run(call: CmdletCall): Outcome;
};

export const TOO_MANY =
  'There are more results available than are currently displayed. To view them, increase the value for the ResultSize parameter.';

/** A cmdlet that changes something; every other one only reads. */
export function isWrite(cmdlet: string): boolean {
  return !cmdlet.toLowerCase().startsWith('get-');
}

/** How many rows the caller asked for; 1000 when nothing is said (Learn, Get-Mailbox). */
export function resultSize(bound: Bound): number {
  const asked = String(bound.ResultSize ?? 1000);
  if (asked.toLowerCase() === 'unlimited') return Number.POSITIVE_INFINITY;
  const count = Number(asked);
  return Number.isInteger(count) && count > 0 ? count : 1000;
}

/** The first rows of a result, with the warning that belongs to a cut one. */
export function limited<T>(found: readonly T[], bound: Bound): { kept: readonly T[]; warnings: string[] } {
  const size = resultSize(bound);
  return { kept: found.slice(0, size), warnings: found.length > size ? [TOO_MANY] : [] };
}

/** The mailbox an Identity parameter names. */
export function mailboxOf(call: CmdletCall): DirectoryObject {
  const identity = call.bound.Identity;
  if (typeof identity !== 'string') return failNotFound('');
  const mailboxes = call.tenant.state.objects.filter((object) => object.kind === 'mailbox');
  return findOne(mailboxes, identity);
}
