// onPremisesSyncBehavior: the authority over a whole object. Moving an object to the cloud ends its synchronisation and
// clears the Exchange flag; moving it back takes effect with the next sync cycle, and until then the object looks like
// one that was born in the cloud (Learn, "Transfer user source of authority", state table).

import type { Answer } from '../answer.ts';
import { plainAnswer } from '../answer.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import { jsonObject } from '../wire-request.ts';
import type { GraphCall, GraphRoute } from './graph-call.ts';
import { entityAnswer, objectOf, selected, userOf } from './graph-call.ts';
import { badRequest, denied, notFound } from './graph-error.ts';

type Find = (call: GraphCall) => DirectoryObject | undefined;

// Even reading needs the permission to write: there is no other one.
function read(call: GraphCall, object: DirectoryObject, what: string): Answer {
  const entity = { id: object.objectId, isCloudManaged: object.isCloudManaged };
  return entityAnswer(call, `${what}('${object.objectId}')/onPremisesSyncBehavior`, selected(call, entity));
}

function write(call: GraphCall, object: DirectoryObject): Answer {
  const wanted = jsonObject(call.request)?.isCloudManaged;
  if (typeof wanted !== 'boolean')
    return badRequest("Invalid value specified for property 'isCloudManaged' of resource 'OnPremisesSyncBehavior'.");
  if (object.onPremises === null)
    return badRequest('The object has never been synchronized from an on-premises directory.');
  if (wanted !== object.isCloudManaged) {
    object.isCloudManaged = wanted;
    object.isDirSynced = false;
    object.awaitingSync = !wanted;
    if (wanted) object.isExchangeCloudManaged = false;
    call.tenant.changed();
  }
  return plainAnswer(204);
}

function routes(what: string, find: Find): GraphRoute[] {
  const path = new RegExp(`^/${what}/([^/]+)/onPremisesSyncBehavior$`, 'i');
  const guarded =
    (act: (call: GraphCall, object: DirectoryObject) => Answer) =>
    (call: GraphCall): Answer => {
      if (!call.mayWrite) return denied();
      const object = find(call);
      return object === undefined ? notFound(call.parts[0] ?? '') : act(call, object);
    };
  return [
    { method: 'GET', path, run: guarded((call, object) => read(call, object, what)) },
    { method: 'PATCH', path, run: guarded(write) },
  ];
}

export const SYNC_BEHAVIOR_ROUTES: readonly GraphRoute[] = [
  ...routes('users', userOf),
  ...routes('groups', (call) => objectOf(call, 'group')),
  ...routes('contacts', (call) => objectOf(call, 'contact')),
];
