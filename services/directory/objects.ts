import { sameGuid } from '../http/guid.ts';
import { type AskGraph, answeredValue } from './ask-graph.ts';
import type { ObjectRef, SyncedObject } from './directory-tenant.ts';
import { directoryError } from './graph-failure.ts';
import type { GraphPages } from './graph-pages.ts';
import { objectIdOf } from './object-id.ts';
import { PROPERTIES, SEGMENTS, syncedObject } from './synced-object.ts';

/** The path of an object below v1.0 or beta. @throws DirectoryError for what is no object id. */
export function pathOf({ kind, objectId }: ObjectRef): string {
  return `${SEGMENTS[kind]}/${encodeURIComponent(objectIdOf(objectId))}`;
}

/** One object, or `undefined` where Graph itself says that there is none. */
export async function readObject(
  ask: AskGraph,
  ref: ObjectRef,
  signal: AbortSignal | undefined,
): Promise<SyncedObject | undefined> {
  const path = `v1.0/${pathOf(ref)}?$select=${PROPERTIES[ref.kind]}`;
  const answer = await ask({ name: 'object', path, signal });
  if (!answer.ok && answer.code === 'Request_ResourceNotFound') return undefined;
  const object = syncedObject(ref.kind, answeredValue(answer, 'object'), 'object');
  if (!sameGuid(object.objectId, ref.objectId)) throw directoryError('directory_protocol', { question: 'object' });
  return object;
}

type Listing = { readonly kind: 'group' | 'contact'; readonly signal: AbortSignal | undefined };

/**
 * Every group that is or was synced, or every contact. No filter of Graph names the groups that moved to the cloud and
 * those that wait to be taken back alike, so all are read and sorted out here; of a contact nothing tells whether it
 * was synced before (E-CONT, 2026: a contact has no security identifier).
 */
export async function* listObjects(
  pages: GraphPages,
  { kind, signal }: Listing,
): AsyncIterable<readonly SyncedObject[]> {
  const path = `v1.0/${SEGMENTS[kind]}?$select=${PROPERTIES[kind]}&$top=999`;
  for await (const page of pages({ name: `${kind}s`, path, signal })) {
    const objects = page.map((value) => syncedObject(kind, value, `${kind}s`));
    yield objects.filter((object) => object.isSynced || object.wasSynced !== false);
  }
}
