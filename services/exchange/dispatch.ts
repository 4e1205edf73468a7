import type { HttpAnswer, HttpRequest } from '../http/http-channel.ts';
import { mayReceiveToken } from './allowed-host.ts';
import type { Session } from './session.ts';

const MOST_HOPS = 2;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A redirect to a host that must not see the token, or one too many. Nothing was executed. */
export class RedirectRefused extends Error {}

/** With a body it is posted, without one fetched. */
export type Dispatch = Pick<HttpRequest, 'url' | 'headers' | 'timeoutMs' | 'signal'> & {
  readonly body: string | undefined;
};

/**
 * Sends, with the cookies of the connection. Redirects are followed by hand, because a client that follows them
 * itself turns a POST into a GET and drops the token: at most two, the same body, and only to Exchange's own hosts.
 * @throws HttpFailure when there is no usable answer, RedirectRefused.
 */
export async function dispatch(session: Session, { body, ...wanted }: Dispatch): Promise<HttpAnswer> {
  const method = body === undefined ? 'GET' : 'POST';
  const content = body === undefined ? {} : { body };
  let url = wanted.url;
  for (let hops = 0; ; hops += 1) {
    const cookie = session.cookies.headerFor(url);
    const headers = cookie === undefined ? wanted.headers : { ...wanted.headers, cookie };
    const answer = await session.channel.send({ ...wanted, ...content, method, url, headers });
    session.cookies.keep(url, answer.headers['set-cookie']);
    const target = REDIRECTS.has(answer.status) ? targetOf(answer, url) : undefined;
    if (target === undefined) return answer;
    if (hops === MOST_HOPS || !mayReceiveToken(session.root, target)) throw new RedirectRefused();
    url = target;
  }
}

function targetOf(answer: HttpAnswer, from: URL): URL | undefined {
  const location = answer.headers.location;
  if (typeof location !== 'string' || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  // The regional front ends name their internal port, which is closed from outside.
  if (target.protocol === 'https:' && target.port === '446') target.port = '';
  return target;
}
