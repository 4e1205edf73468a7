import * as z from 'zod/v4';
import { type AskGraph, answeredValue } from './ask-graph.ts';
import type { SyncedObject } from './directory-tenant.ts';
import { parsedAnswer } from './parsed-answer.ts';
import { PROPERTIES, SEGMENTS, syncedObject } from './synced-object.ts';

const KINDS = ['group', 'contact'] as const;
const MOST_FOUND = 20;
const found = z.object({ value: z.array(z.unknown()) });

/**
 * Groups and contacts by a mail or proxy address, or failing that by their display name; both exactly, in whatever
 * case. What a person typed reaches Graph as one quoted literal: OData doubles a single quote within quotes (OASIS
 * OData 4.01, URL conventions 5.1.1.6.1), and nothing else ends the literal.
 */
export async function findObjects(
  ask: AskGraph,
  name: string,
  signal: AbortSignal | undefined,
): Promise<readonly SyncedObject[]> {
  const wanted = name.trim();
  if (wanted === '') return [];
  const byAddress = wanted.includes('@') ? await matching(ask, addressFilter(wanted), signal) : [];
  return byAddress.length > 0 ? byAddress : await matching(ask, `displayName eq ${quoted(wanted)}`, signal);
}

// The prefix of a primary address is in capitals, and no page of Microsoft says that its case does not matter.
function addressFilter(address: string): string {
  const proxies = ['smtp', 'SMTP'].map((prefix) => `proxyAddresses/any(p:p eq ${quoted(`${prefix}:${address}`)})`);
  return [`mail eq ${quoted(address)}`, ...proxies].join(' or ');
}

async function matching(
  ask: AskGraph,
  filter: string,
  signal: AbortSignal | undefined,
): Promise<readonly SyncedObject[]> {
  const objects: SyncedObject[] = [];
  for (const kind of KINDS) {
    const path = `v1.0/${SEGMENTS[kind]}?$filter=${encodeURIComponent(filter)}&$select=${PROPERTIES[kind]}&$top=${MOST_FOUND}`;
    const answer = await ask({ name: 'findObjects', path, signal });
    const { value } = parsedAnswer(found, answeredValue(answer, 'findObjects'), 'findObjects');
    objects.push(...value.map((entity) => syncedObject(kind, entity, 'findObjects')));
  }
  return objects.slice(0, MOST_FOUND);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
