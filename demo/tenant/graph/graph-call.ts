// One Graph call as its routes see it.

import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import type { Tenant } from '../tenant.ts';
import type { WireRequest } from '../wire-request.ts';
import { queryOption } from '../wire-request.ts';

export type GraphCall = {
  readonly tenant: Tenant;
  readonly request: WireRequest;
  readonly version: string;
  /** The variable parts of the path, in order. */
  readonly parts: readonly string[];
  /** Whether the caller may change things, not only read them. */
  readonly mayWrite: boolean;
};

export type GraphRoute = {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: RegExp;
  run(call: GraphCall): Answer;
};

const PEOPLE_KINDS = ['mailbox', 'mailUser', 'user'];

/** The account with this id or sign-in name. */
export function userOf(call: GraphCall): DirectoryObject | undefined {
  const wanted = (call.parts[0] ?? '').toLowerCase();
  return call.tenant.state.objects.find(
    (object) =>
      PEOPLE_KINDS.includes(object.kind) && (object.objectId === wanted || object.upn.toLowerCase() === wanted),
  );
}

/** Every account of the directory. */
export function usersOf(call: GraphCall): DirectoryObject[] {
  return call.tenant.state.objects.filter((object) => PEOPLE_KINDS.includes(object.kind));
}

/** The object of another kind with this id. */
export function objectOf(call: GraphCall, kind: DirectoryObject['kind']): DirectoryObject | undefined {
  const wanted = (call.parts[0] ?? '').toLowerCase();
  return call.tenant.state.objects.find((object) => object.kind === kind && object.objectId === wanted);
}

/** Reduces an entity to what `$select` names, or to the properties shown when nothing is said. */
export function selected(
  call: GraphCall,
  entity: Record<string, unknown>,
  usual?: readonly string[],
): Record<string, unknown> {
  const select = queryOption(call.request, '$select');
  const names = select === null || select === '' ? usual : select.split(',').map((name) => name.trim());
  if (names === undefined) return entity;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(entity).filter(([name]) => wanted.has(name.toLowerCase())));
}

/** The `@odata.context` of an answer. */
export function contextOf(call: GraphCall, what: string): string {
  return `https://graph.microsoft.com/${call.version}/$metadata#${what}`;
}

/** One entity, as Graph sends it. */
export function entityAnswer(call: GraphCall, what: string, entity: Record<string, unknown>): Answer {
  return jsonAnswer(200, { '@odata.context': contextOf(call, `${what}/$entity`), ...entity });
}
