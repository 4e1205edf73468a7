import * as z from 'zod/v4';
import { type AskGraph, answeredValue } from './ask-graph.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { directoryError } from './graph-failure.ts';

const VERSIONS = ['v1.0', 'beta'] as const;
type Version = (typeof VERSIONS)[number];

const schema = z.object({ isCloudManaged: z.boolean() });

/**
 * Asks for `onPremisesSyncBehavior.isCloudManaged`. Its reference pages are for beta, while the v1.0 metadata of
 * August 2026 has it too: v1.0 is asked first, beta only when v1.0 does not know the path, and the version that
 * answered is remembered. A refusal is never taken for a missing path. Reading needs a permission that can also
 * write (User-OnPremisesSyncBehavior.ReadWrite.All), so 403 is expected and means "cannot tell".
 */
export function createSyncBehavior(ask: AskGraph): (objectId: string, signal?: AbortSignal) => Promise<boolean | null> {
  let first: Version = 'v1.0';

  return async (objectId, signal) => {
    for (const version of first === 'v1.0' ? VERSIONS : VERSIONS.toReversed()) {
      const path = `${version}/users/${encodeURIComponent(objectId)}/onPremisesSyncBehavior?$select=id,isCloudManaged`;
      const answer = await ask({ name: `${version} onPremisesSyncBehavior`, path, signal });
      if (!answer.ok && isUnknownPath(answer)) continue;
      if (answer.ok) first = version;
      return answerOf(answer);
    }
    return null;
  };
}

function answerOf(answer: GraphAnswer): boolean | null {
  if (!answer.ok && (answer.status === 403 || answer.code === 'Request_ResourceNotFound')) return null;
  const parsed = schema.safeParse(answeredValue(answer, 'onPremisesSyncBehavior'));
  if (!parsed.success) throw directoryError('directory_protocol', { question: 'onPremisesSyncBehavior' });
  return parsed.data.isCloudManaged;
}

function isUnknownPath({ status, text }: { readonly status: number; readonly text: string }): boolean {
  return (status === 400 || status === 404) && /\bsegment\b/i.test(text);
}
