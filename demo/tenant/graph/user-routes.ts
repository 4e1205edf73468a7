// Users and what they belong to.

import type { Answer } from '../answer.ts';
import { jsonAnswer } from '../answer.ts';
import { jsonObject, queryOption } from '../wire-request.ts';
import type { GraphCall, GraphRoute } from './graph-call.ts';
import { contextOf, entityAnswer, selected, userOf, usersOf } from './graph-call.ts';
import { otherEntity, USUAL_USER, userEntity } from './graph-entity.ts';
import { badRequest, notFound } from './graph-error.ts';
import { parseGraphFilter } from './graph-filter.ts';
import { listAnswer } from './list-answer.ts';
import { groupsOf } from './membership.ts';

const MOST_GROUP_IDS = 20;

function oneUser(call: GraphCall): Answer {
  const user = userOf(call);
  if (user === undefined) return notFound(call.parts[0] ?? '');
  return entityAnswer(call, 'users', selected(call, userEntity(user, call.tenant.state.settings), USUAL_USER));
}

/** `$search="displayName:ann"`: words of the property that begin with the text. */
function searched(entities: Record<string, unknown>[], search: string): Record<string, unknown>[] | null {
  const [, property = '', text = ''] = /^"(\w+):(.+)"$/.exec(search) ?? [];
  if (property === '') return null;
  const wanted = text.toLowerCase();
  return entities.filter((entity) =>
    String(entity[property] ?? '')
      .toLowerCase()
      .split(/[\s.@]+/)
      .some((word) => word.startsWith(wanted)),
  );
}

function manyUsers(call: GraphCall): Answer {
  let entities = usersOf(call).map((user) => userEntity(user, call.tenant.state.settings));
  const filter = queryOption(call.request, '$filter');
  if (filter !== null) {
    const test = parseGraphFilter(filter);
    if (test === null) return badRequest('Invalid filter clause.');
    entities = entities.filter(test);
  }
  const search = queryOption(call.request, '$search');
  if (search !== null) {
    if (call.request.headers.consistencylevel !== 'eventual')
      return badRequest('Request with $search query parameter only works with ConsistencyLevel: eventual.');
    const found = searched(entities, search);
    if (found === null) return badRequest('Invalid search clause.');
    entities = found;
  }
  return listAnswer(
    call,
    'users',
    entities.map((entity) => selected(call, entity, USUAL_USER)),
  );
}

function checkMemberGroups(call: GraphCall): Answer {
  const user = userOf(call);
  if (user === undefined) return notFound(call.parts[0] ?? '');
  const ids = jsonObject(call.request)?.groupIds;
  if (!Array.isArray(ids)) return badRequest('Invalid value specified for property groupIds.');
  if (ids.length > MOST_GROUP_IDS)
    return badRequest('The number of values specified for groupIds exceeds the limit of 20.');
  const member = new Set(groupsOf(call.tenant.state.objects, user.objectId).map((group) => group.objectId));
  const value = ids.filter((id) => typeof id === 'string' && member.has(id.toLowerCase()));
  return jsonAnswer(200, { '@odata.context': contextOf(call, 'Collection(Edm.String)'), value });
}

function memberOf(call: GraphCall): Answer {
  const user = userOf(call);
  if (user === undefined) return notFound(call.parts[0] ?? '');
  const groups = groupsOf(call.tenant.state.objects, user.objectId);
  return listAnswer(
    call,
    'groups',
    groups.map((group) => selected(call, otherEntity(group, call.tenant.state.settings))),
  );
}

export const USER_ROUTES: readonly GraphRoute[] = [
  { method: 'GET', path: /^\/users$/i, run: manyUsers },
  { method: 'GET', path: /^\/users\/([^/]+)$/i, run: oneUser },
  { method: 'POST', path: /^\/users\/([^/]+)\/checkMemberGroups$/i, run: checkMemberGroups },
  { method: 'GET', path: /^\/users\/([^/]+)\/transitiveMemberOf(?:\/microsoft\.graph\.group)?$/i, run: memberOf },
];
