// A Bot Connector that records what it is told and answers what a test wants.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { address, close, listen } from './channel-issuer.ts';

export type ConnectorCallSeen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
};

/** `hang` never answers, `reset` breaks the line after the request has been read. */
export type ConnectorAnswerWish =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'reset';

export type FakeConnector = Awaited<ReturnType<typeof startFakeConnector>>;

export async function startFakeConnector() {
  const calls: ConnectorCallSeen[] = [];
  const wishes: ConnectorAnswerWish[] = [];
  let waiting: (() => void)[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
    calls.push({ method: req.method ?? '', path: req.url ?? '', headers: req.headers, body });
    for (const resolve of waiting.splice(0)) resolve();
    const wish = wishes.shift() ?? { status: 201, body: { id: `m${calls.length}` } };
    if (wish === 'hang') return;
    if (wish === 'reset') {
      req.socket.destroy();
      return;
    }
    res.writeHead(wish.status, { 'content-type': 'application/json', ...wish.headers });
    res.end(wish.body === undefined ? '' : JSON.stringify(wish.body));
  });
  await listen(server);
  return {
    url: `${address(server)}/emea/`,
    calls,
    /** What the next calls are answered, in order. */
    answer: (...next: readonly ConnectorAnswerWish[]) => {
      wishes.push(...next);
    },
    /** Resolves when the next call has arrived. */
    nextCall: () =>
      new Promise<void>((resolve) => {
        waiting = [...waiting, resolve];
      }),
    stop: () => close(server),
  };
}
