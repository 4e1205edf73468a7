import * as z from 'zod/v4';
import { type AskGraph, answeredValue, type Question } from './ask-graph.ts';
import { directoryError } from './graph-failure.ts';
import { parsedAnswer } from './parsed-answer.ts';

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().optional() });

export type GraphPages = (question: Omit<Question, 'body' | 'change'>) => AsyncIterable<readonly unknown[]>;

/**
 * The pages of a list, each asked for when the one before has been taken. A next link is followed only below the same
 * root and version, so that no answer can send the token of Steward elsewhere, and only once, so that no answer can
 * hold it in a circle. A list that does not exist has no pages.
 * @throws DirectoryError, also in the middle: a part is never given for the whole.
 */
export function createGraphPages(ask: AskGraph, root: URL): GraphPages {
  return async function* pages(question) {
    const followed = new Set<string>();
    for (let path: string | undefined = question.path; path !== undefined; ) {
      if (followed.has(path))
        throw directoryError('directory_protocol', { question: question.name, failure: 'circle' });
      followed.add(path);
      const answer = await ask({ ...question, path });
      if (!answer.ok && answer.code === 'Request_ResourceNotFound' && followed.size === 1) return;
      const read = parsedAnswer(page, answeredValue(answer, question.name), question.name);
      yield read.value;
      path = nextPath(read['@odata.nextLink'], question, root);
    }
  };
}

function nextPath(link: string | undefined, { name, path }: Question, root: URL): string | undefined {
  if (link === undefined) return undefined;
  const url = URL.canParse(link) ? new URL(link) : undefined;
  const base = root.pathname.replace(/\/+$/, '');
  const version = `${base}/${path.slice(0, path.indexOf('/'))}/`;
  if (url === undefined || url.origin !== root.origin || !url.pathname.startsWith(version))
    throw directoryError('directory_protocol', { question: name, failure: 'foreign-link' });
  return `${url.pathname.slice(base.length + 1)}${url.search}`;
}
