import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

/** One request as it arrived. */
export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What to do with one request: write to the response, cut it, or leave it hanging. */
export type Scene = (response: ServerResponse, seen: Seen) => void;

export type ScriptedServer = {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Adds scenes: each request plays the next one, and the last is played again for any further request. */
  readonly play: (...scenes: readonly Scene[]) => void;
  /** Resolves when `count` requests have arrived. */
  readonly arrived: (count: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Answers with a status, headers and a body: an object goes out as JSON, a string or buffer as it is. */
export function reply(status: number, body: unknown = '', headers: Record<string, string | string[]> = {}): Scene {
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  return (response) => {
    response.writeHead(status, { ...(raw ? {} : { 'content-type': 'application/json' }), ...headers });
    response.end(raw ? body : JSON.stringify(body));
  };
}

export const hang: Scene = () => {};
export const drop: Scene = (response) => void response.destroy();

/** A server on loopback that answers exactly what a test wrote for it, byte for byte. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const script: Scene[] = [];
  const seen: Seen[] = [];
  const waiting = new Map<number, () => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    seen.push(one);
    waiting.get(seen.length)?.();
    const scene = script.length > 1 ? script.shift() : script[0];
    (scene ?? reply(500, 'nothing is scripted'))(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    play: (...scenes) => {
      script.splice(0, script.length, ...scenes);
    },
    arrived: (count) =>
      seen.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.set(count, resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
