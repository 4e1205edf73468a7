// Reading what a control request says.

import type { DirectoryObject } from '../directory/directory-object.ts';
import { matching } from '../exchange/find-recipient.ts';
import type { Tenant } from '../tenant.ts';
import type { WireRequest } from '../wire-request.ts';
import { jsonObject } from '../wire-request.ts';
import { ControlProblem } from './control-problem.ts';

export type Action = (tenant: Tenant, request: WireRequest) => unknown;

/** The body, which may name these members only. */
export function bodyOf(request: WireRequest, names: readonly string[]): Record<string, unknown> {
  const body = jsonObject(request);
  if (body === null) throw new ControlProblem('The body has to be a JSON object.');
  const extra = Object.keys(body).find((name) => !names.includes(name));
  if (extra !== undefined) throw new ControlProblem(`"${extra}" is not known here; there is ${names.join(', ')}.`);
  return body;
}

/** The one object of the directory that an identity names. */
export function objectOf(tenant: Tenant, identity: unknown): DirectoryObject {
  if (typeof identity !== 'string' || identity === '')
    throw new ControlProblem('"identity" names an object of the directory.');
  const [first, ...others] = matching(tenant.state.objects, identity);
  if (first === undefined) throw new ControlProblem(`There is no object "${identity}".`, 404);
  if (others.length > 0) throw new ControlProblem(`"${identity}" fits ${others.length + 1} objects.`);
  return first;
}
