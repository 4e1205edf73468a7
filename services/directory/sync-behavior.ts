import * as z from 'zod/v4';
import { type AskGraph, answeredValue, type Question } from './ask-graph.ts';
import type { ObjectKind, ObjectRef } from './directory-tenant.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { codeOfChange, directoryError } from './graph-failure.ts';
import { pathOf } from './objects.ts';
import { parsedAnswer } from './parsed-answer.ts';

const VERSIONS = ['v1.0', 'beta'] as const;
type Version = (typeof VERSIONS)[number];

const QUESTION = 'onPremisesSyncBehavior';
const schema = z.object({ isCloudManaged: z.boolean() });

export type SyncBehavior = {
  /** `null` when Graph cannot tell. */
  readonly read: (ref: ObjectRef, signal?: AbortSignal) => Promise<boolean | null>;
  /**
   * @throws DirectoryError `directory_refused` or `directory_permission`: nothing was changed; `directory_unconfirmed`:
   * nobody knows.
   */
  readonly write: (ref: ObjectRef, value: boolean, signal?: AbortSignal) => Promise<void>;
};

type Asked = Omit<Question, 'path'> & { readonly query: string };

/**
 * `onPremisesSyncBehavior.isCloudManaged` of users, groups and contacts. Its reference pages are for beta, while the
 * v1.0 metadata of August 2026 has it too: v1.0 is asked first, beta only when v1.0 does not know the path, and the
 * version that answered is remembered for each kind. A refusal is never taken for a missing path. Reading needs a
 * permission that can also write (`User-`, `Group-` and `Contacts-OnPremisesSyncBehavior.ReadWrite.All`), so 403 is
 * expected and means "cannot tell".
 */
export function createSyncBehavior(ask: AskGraph): SyncBehavior {
  const first = new Map<ObjectKind, Version>();

  // `undefined`: neither version knows the path.
  async function behavior(ref: ObjectRef, question: Asked): Promise<GraphAnswer | undefined> {
    for (const version of first.get(ref.kind) === 'beta' ? VERSIONS.toReversed() : VERSIONS) {
      const path = `${version}/${pathOf(ref)}/${QUESTION}${question.query}`;
      const answer = await ask({ ...question, name: `${version} ${question.name}`, path });
      if (!answer.ok && isUnknownPath(answer)) continue;
      if (answer.ok) first.set(ref.kind, version);
      return answer;
    }
    return undefined;
  }

  return {
    read: async (ref, signal) => {
      const answer = await behavior(ref, { name: QUESTION, query: '?$select=id,isCloudManaged', signal });
      return answer === undefined ? null : cloudManaged(answer);
    },
    write: async (ref, value, signal) => {
      const change = { name: `${QUESTION} change`, query: '', body: { isCloudManaged: value }, change: true };
      const answer = await behavior(ref, { ...change, signal });
      if (answer === undefined)
        throw directoryError('directory_refused', { question: QUESTION, failure: 'unknown-path' });
      if (!answer.ok) throw directoryError(codeOfChange(answer.status), { question: QUESTION, status: answer.status });
    },
  };
}

function cloudManaged(answer: GraphAnswer): boolean | null {
  if (!answer.ok && (answer.status === 403 || answer.code === 'Request_ResourceNotFound')) return null;
  return parsedAnswer(schema, answeredValue(answer, QUESTION), QUESTION).isCloudManaged;
}

function isUnknownPath({ status, text }: { readonly status: number; readonly text: string }): boolean {
  return (status === 400 || status === 404) && /\bsegment\b/i.test(text);
}
