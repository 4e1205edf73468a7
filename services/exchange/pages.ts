import type { CmdletCall } from './cmdlet-call.ts';
import type { Envelope } from './envelope.ts';
import { ExchangeError } from './exchange.ts';
import { exchangeError } from './failure.ts';
import type { Invoke } from './invoke.ts';
import type { Session } from './session.ts';

const MOST_RESTARTS = 2;
const MORE_RESULTS = /^There are more results available/i;

/** A query and the most rows that its reader wants; `Infinity` for all of them. */
export type Query = { readonly call: CmdletCall; readonly most: number };

/**
 * All rows of a query, page by page: the same body posted to each next page without work in between, because a page
 * is tied to a back end and expires after 30 minutes (Microsoft Q&A 1023619). When it has, the query starts again
 * from the first page, at most twice.
 * @throws ExchangeError also when a page lies outside this tenant, repeats, or the result was cut short.
 */
export async function readAll(session: Session, invoke: Invoke, query: Query): Promise<readonly unknown[]> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await readOnce(session, invoke, query);
    } catch (error) {
      const expired = error instanceof ExchangeError && error.context.reason === 'page-expired';
      if (!expired || restarts === MOST_RESTARTS || query.call.signal?.aborted) throw error;
    }
  }
}

async function readOnce(session: Session, invoke: Invoke, { call, most }: Query): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  const seen = new Set<string>();
  let page: CmdletCall = call;
  for (;;) {
    const envelope = await invoke(page);
    for (const row of envelope.rows) rows.push(row);
    if (rows.length >= most) return rows.slice(0, most);
    if (envelope.nextLink === undefined) return complete(rows, envelope);
    if (seen.has(envelope.nextLink)) throw exchangeError('protocol', 'endless-pages');
    seen.add(envelope.nextLink);
    page = { ...call, continueAt: nextPage(session, envelope.nextLink) };
  }
}

function complete(rows: readonly unknown[], { warnings }: Envelope): readonly unknown[] {
  if (warnings.some((warning) => MORE_RESULTS.test(warning))) throw exchangeError('protocol', 'truncated');
  return rows;
}

/** The address of the next page, if it lies on the same origin and in the same tenant: it will be sent the token. */
function nextPage({ root, tenantId }: Session, link: string): URL {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  const path = new RegExp(`/adminapi/(beta|v1\\.0)/${tenantId}/InvokeCommand$`, 'i');
  if (url === undefined || url.origin !== root.origin || url.username !== '' || !path.test(url.pathname)) {
    throw exchangeError('protocol', 'foreign-page');
  }
  return url;
}
