import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

// Azure Blob as strict as the real one about what Steward sends, for the container `/steward` of one account.

export type BlobStandIn = {
  readonly url: URL;
  readonly token: string;
  readonly blobs: Map<string, string>;
  /** Every request as "METHOD path?query". */
  readonly calls: string[];
  /** Answers the next request instead. */
  next: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  /** How many blobs one page of a list holds at most. */
  pageSize: number;
  readonly close: () => Promise<void>;
};

type Call = { readonly request: IncomingMessage; readonly url: URL; readonly body: string };
type Answer = { readonly status: number; readonly code?: string; readonly body?: string };

const refuse = (status: number, code: string): Answer => ({
  status,
  code,
  body: `<Error><Code>${code}</Code></Error>`,
});

function badHeaders({ request }: Call, token: string): Answer | undefined {
  if (request.headers.authorization !== `Bearer ${token}`) return refuse(401, 'InvalidAuthenticationInfo');
  if (!/^\d{4}-\d\d-\d\d$/.test(String(request.headers['x-ms-version']))) return refuse(400, 'MissingRequiredHeader');
  if (request.headers['x-ms-date'] === undefined) return refuse(400, 'MissingRequiredHeader');
  return undefined;
}

function put(blobs: Map<string, string>, name: string, { request, body }: Call): Answer {
  if (request.headers['x-ms-blob-type'] !== 'BlockBlob') return refuse(400, 'MissingRequiredHeader');
  if (request.headers['content-length'] === undefined) return refuse(411, 'MissingContentLengthHeader');
  if (request.headers['if-none-match'] !== '*') return refuse(400, 'TestWantsACondition');
  if (blobs.has(name)) return refuse(409, 'BlobAlreadyExists');
  blobs.set(name, body);
  return { status: 201 };
}

function listed(blobs: Map<string, string>, query: URLSearchParams, pageSize: number): Answer {
  if (query.get('restype') !== 'container' || query.get('comp') !== 'list')
    return refuse(400, 'InvalidQueryParameterValue');
  const names = [...blobs.keys()].filter((name) => name.startsWith(query.get('prefix') ?? '')).sort();
  const start = query.get('marker') ? names.indexOf(String(query.get('marker')).replace(/^2!&/, '')) : 0;
  if (start < 0) return refuse(400, 'OutOfRangeInput');
  const items = names.slice(start, start + pageSize).map((name) => {
    return `<Blob><Name>${name}</Name><Properties><Content-Length>1</Content-Length></Properties></Blob>`;
  });
  const next = names[start + pageSize];
  const marker = next === undefined ? '<NextMarker />' : `<NextMarker>2!&amp;${next}</NextMarker>`;
  const body = `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="http://x/" ContainerName="steward"><Blobs>${items.join('')}</Blobs>${marker}</EnumerationResults>`;
  return { status: 200, body };
}

function answerTo(standIn: BlobStandIn, call: Call): Answer {
  const wrong = badHeaders(call, standIn.token);
  if (wrong) return wrong;
  const [, container, ...rest] = call.url.pathname.split('/');
  if (container !== 'steward') return refuse(404, 'ContainerNotFound');
  const name = rest.join('/');
  if (name === '') return listed(standIn.blobs, call.url.searchParams, standIn.pageSize);
  if (call.request.method === 'PUT') return put(standIn.blobs, name, call);
  const found = standIn.blobs.get(name);
  return found === undefined ? refuse(404, 'BlobNotFound') : { status: 200, body: found };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** Starts one on a free port of this machine. */
export async function startBlobStandIn(): Promise<BlobStandIn> {
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const url = new URL(request.url ?? '/', standIn.url);
    standIn.calls.push(`${request.method} ${url.pathname}${url.search}`);
    const { next } = standIn;
    standIn.next = undefined;
    if (next) return next(request, response);
    const answer = answerTo(standIn, { request, url, body });
    const code = answer.code === undefined ? {} : { 'x-ms-error-code': answer.code };
    response.writeHead(answer.status, code).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const standIn: BlobStandIn = {
    url: new URL(`http://127.0.0.1:${port}/steward`),
    token: 'a-token',
    blobs: new Map(),
    calls: [],
    next: undefined,
    pageSize: 2,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}
