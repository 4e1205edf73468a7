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
 * All rows of a query. When a page has expired, the query starts again from the first page, at most twice: nobody has
 * seen a row yet.
 * @throws ExchangeError also when a page lies outside this tenant, repeats, or the result was cut short.
 */
export async function readAll(session: Session, invoke: Invoke, { call, most }: Query): Promise<readonly unknown[]> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      const rows: unknown[] = [];
      for await (const page of pagesOnce(session, invoke, call)) {
        for (const row of page) rows.push(row);
        if (rows.length >= most) return rows.slice(0, most);
      }
      return rows;
    } catch (error) {
      if (restarts === MOST_RESTARTS || !mayStartAgain(error, call)) throw error;
    }
  }
}

/**
 * The rows of a query page by page, never empty pages, and never more than one page in memory. The reader must come
 * back for the next page within minutes. Starts again by itself only while it has handed out nothing; after that an
 * expired page is an error of class `protocol` with the reason `page-expired`, so that the reader drops what it has
 * and starts again from the first page: a silent restart would count rows twice.
 * @throws ExchangeError as `readAll` does. Ending without one means that every row was handed out.
 */
export async function* readPages(
  session: Session,
  invoke: Invoke,
  call: CmdletCall,
): AsyncGenerator<readonly unknown[], void, void> {
  let begun = false;
  for (let restarts = 0; ; restarts += 1) {
    try {
      for await (const page of pagesOnce(session, invoke, call)) {
        if (page.length === 0) continue;
        begun = true;
        yield page;
      }
      return;
    } catch (error) {
      if (begun || restarts === MOST_RESTARTS || !mayStartAgain(error, call)) throw error;
    }
  }
}

/**
 * One pass: the same body posted to each next page, because a page is tied to a back end, and expires after 30 minutes
 * (Microsoft Q&A 1023619) or, by other reports, after five.
 */
async function* pagesOnce(
  session: Session,
  invoke: Invoke,
  call: CmdletCall,
): AsyncGenerator<readonly unknown[], void, void> {
  const seen = new Set<string>();
  let page: CmdletCall = call;
  for (;;) {
    const envelope = await invoke(page);
    yield envelope.rows;
    if (envelope.nextLink === undefined) {
      checkComplete(envelope);
      return;
    }
    if (seen.has(envelope.nextLink)) throw exchangeError('protocol', 'endless-pages');
    seen.add(envelope.nextLink);
    page = { ...call, continueAt: nextPage(session, envelope.nextLink) };
  }
}

function mayStartAgain(error: unknown, { signal }: CmdletCall): boolean {
  return error instanceof ExchangeError && error.context.reason === 'page-expired' && !signal?.aborted;
}

function checkComplete({ warnings }: Envelope): void {
  if (warnings.some((warning) => MORE_RESULTS.test(warning))) throw exchangeError('protocol', 'truncated');
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
