// Groups and organisational contacts, who is in a group, and which groups something is in.

import type { Answer } from '../answer.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import { queryOption } from '../wire-request.ts';
import type { GraphCall, GraphRoute } from './graph-call.ts';
import { entityAnswer, objectOf, selected, userOf } from './graph-call.ts';
import { otherEntity, typedEntity } from './graph-entity.ts';
import { badRequest, graphError, notFound } from './graph-error.ts';
import { parseGraphFilter } from './graph-filter.ts';
import { listAnswer } from './list-answer.ts';
import { directGroupsOf, directMembersOf, membersOf } from './membership.ts';

type Kind = 'group' | 'contact';

const TYPES: Readonly<Record<Kind, string>> = { group: 'microsoft.graph.group', contact: 'microsoft.graph.orgContact' };

const shown = (call: GraphCall, object: DirectoryObject): Record<string, unknown> =>
  otherEntity(object, call.tenant.state.settings);

/** 400 when `$select` names what objects of this kind do not have. */
function unknownProperty(call: GraphCall, kind: Kind): Answer | null {
  const names = queryOption(call.request, '$select')?.split(',') ?? [];
  const [example] = call.tenant.state.objects.filter((object) => object.kind === kind);
  const known = new Set(Object.keys(example === undefined ? {} : shown(call, example)).map((key) => key.toLowerCase()));
  const unknown = names.map((name) => name.trim()).find((name) => name !== '' && !known.has(name.toLowerCase()));
  if (unknown === undefined || example === undefined) return null;
  const message = `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type '${TYPES[kind]}'.`;
  return graphError({ status: 400, code: 'BadRequest', message });
}

function one(kind: Kind, what: string): (call: GraphCall) => Answer {
  return (call) => {
    const object = objectOf(call, kind);
    if (object === undefined) return notFound(call.parts[0] ?? '');
    return unknownProperty(call, kind) ?? entityAnswer(call, what, selected(call, shown(call, object)));
  };
}

function many(kind: Kind, what: string): (call: GraphCall) => Answer {
  return (call) => {
    const filter = queryOption(call.request, '$filter');
    const test = filter === null ? () => true : parseGraphFilter(filter);
    if (test === null) return badRequest('Invalid filter clause.');
    const objects = call.tenant.state.objects.filter((object) => object.kind === kind);
    const entities = objects.map((object) => shown(call, object)).filter(test);
    const listed = entities.map((entity) => selected(call, entity));
    return unknownProperty(call, kind) ?? listAnswer(call, what, listed);
  };
}

type Members = (objects: readonly DirectoryObject[], group: DirectoryObject) => DirectoryObject[];

function members(find: Members): (call: GraphCall) => Answer {
  return (call) => {
    const group = objectOf(call, 'group');
    if (group === undefined) return notFound(call.parts[0] ?? '');
    const { objects, settings } = call.tenant.state;
    const entities = find(objects, group).map((object) => typedEntity(object, settings));
    const listed = entities.map((entity) => ({ '@odata.type': entity['@odata.type'], ...selected(call, entity) }));
    return listAnswer(call, 'directoryObjects', listed);
  };
}

// Asking for one type of object is an advanced query (Learn, "Advanced query capabilities on Microsoft Entra ID objects").
function isRefusedCast(call: GraphCall): boolean {
  const cast = /\/microsoft\.graph\.group$/i.test(call.request.path);
  const advanced =
    call.request.headers.consistencylevel === 'eventual' && queryOption(call.request, '$count') === 'true';
  return cast && !advanced;
}

function memberOf(find: (call: GraphCall) => DirectoryObject | undefined): (call: GraphCall) => Answer {
  return (call) => {
    const object = find(call);
    if (object === undefined) return notFound(call.parts[0] ?? '');
    if (isRefusedCast(call)) {
      const message = 'The specified query requires ConsistencyLevel: eventual and $count=true.';
      return graphError({ status: 400, code: 'Request_UnsupportedQuery', message });
    }
    const { objects, settings } = call.tenant.state;
    const groups = directGroupsOf(objects, object.objectId).map((group) => typedEntity(group, settings));
    const listed = groups.map((entity) => ({ '@odata.type': entity['@odata.type'], ...selected(call, entity) }));
    return listAnswer(call, 'directoryObjects', listed);
  };
}

const groupsOf = (what: string): RegExp =>
  new RegExp(`^/${what}/([^/]+)/memberOf(?:/microsoft\\.graph\\.group)?$`, 'i');

export const OBJECT_ROUTES: readonly GraphRoute[] = [
  { method: 'GET', path: /^\/groups$/i, run: many('group', 'groups') },
  { method: 'GET', path: /^\/contacts$/i, run: many('contact', 'contacts') },
  { method: 'GET', path: /^\/groups\/([^/]+)$/i, run: one('group', 'groups') },
  { method: 'GET', path: /^\/contacts\/([^/]+)$/i, run: one('contact', 'contacts') },
  { method: 'GET', path: /^\/groups\/([^/]+)\/members$/i, run: members(directMembersOf) },
  { method: 'GET', path: /^\/groups\/([^/]+)\/transitiveMembers$/i, run: members(membersOf) },
  { method: 'GET', path: groupsOf('users'), run: memberOf(userOf) },
  { method: 'GET', path: groupsOf('groups'), run: memberOf((call) => objectOf(call, 'group')) },
  { method: 'GET', path: groupsOf('contacts'), run: memberOf((call) => objectOf(call, 'contact')) },
];
