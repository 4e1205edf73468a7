import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Log } from '../services/log.ts';
import type { RunTurn } from './app.ts';
import type { ChannelClaims, TokenRefusal, VerifyToken } from './channel-token.ts';
import { type IncomingActivity, readIncoming } from './incoming-activity.ts';

/** A page for machines: health and metrics. */
export type Page = () => Promise<{ readonly status: number; readonly contentType: string; readonly body: string }>;

export type HostOptions = {
  /** `off` skips the token and nothing else; the configuration allows it on loopback only. */
  readonly auth: VerifyToken | 'off';
  readonly run: RunTurn;
  readonly allowServiceUrl: (serviceUrl: string) => boolean;
  readonly pages: Readonly<Record<'/healthz' | '/readyz' | '/metrics', Page>>;
  readonly log: Log;
  readonly bodyLimit?: string;
  /** Told about every activity, for counters. */
  readonly count?: (outcome: 'accepted' | 'malformed' | 'failed' | TokenRefusal) => void;
};

/**
 * The HTTP face of the bot. A body that is no activity of Teams is answered 400; a request that is not from the channel,
 * or wants its answer sent where no channel of ours is, 401. Both without a word; nothing is written, sent or remembered
 * before the token is verified.
 */
export function createHost(options: HostOptions): Express {
  const parse = express.json({ limit: options.bodyLimit ?? '256kb' });
  const host = express();
  host.disable('x-powered-by');
  host.disable('etag');
  for (const [path, page] of Object.entries(options.pages)) {
    host.get(
      path,
      guarded(options, async (_req, res) => {
        const { status, contentType, body } = await page();
        res.status(status).type(contentType).send(body);
      }),
    );
  }
  host.post(
    '/api/messages',
    guarded(options, async (req, res) => {
      const refused = await parseBody(parse, req, res);
      if (refused === null) return answerActivity(options, req, res);
      options.count?.('malformed');
      res.status(refused).end();
    }),
  );
  host.use((_req, res) => {
    res.status(404).end();
  });
  return host;
}

/** What the body parser has against the body, as an HTTP status; null when nothing. */
async function parseBody(parse: RequestHandler, req: Request, res: Response): Promise<number | null> {
  const error = await new Promise<unknown>((resolve) => {
    void parse(req, res, resolve);
  });
  if (error === undefined) return null;
  const tooBig = typeof error === 'object' && error !== null && 'status' in error && error.status === 413;
  return tooBig ? 413 : 400;
}

/** Nothing escapes: what fails here is our fault and gets a number to find it by. */
function guarded({ log, count }: HostOptions, handle: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return async (req, res) => {
    try {
      await handle(req, res);
    } catch (error) {
      count?.('failed');
      log.error({ event: 'request_failed', reference: randomUUID().slice(0, 8), err: error }, 'a request failed');
      if (!res.headersSent) res.status(500);
      res.end();
    }
  };
}

async function answerActivity(options: HostOptions, req: Request, res: Response): Promise<void> {
  const activity = readIncoming(req.body);
  if (!activity) {
    options.count?.('malformed');
    res.status(400).end();
    return;
  }
  const verified = await authenticate(options, req.headers.authorization, activity);
  if (!verified.ok) {
    options.count?.(verified.reason);
    options.log.debug(
      { event: 'token_refused', reason: verified.reason },
      'a request that is not from the channel was refused',
    );
    res.status(401).end();
    return;
  }
  options.count?.('accepted');
  const { status, body } = await options.run(activity, verified.claims);
  res.status(status);
  if (body === undefined) res.end();
  else res.json(body);
}

type Verified =
  | { readonly ok: true; readonly claims: ChannelClaims | null }
  | { readonly ok: false; readonly reason: TokenRefusal };

/** A service URL that is not allowed is nobody's whom we know, token or not: our own token must never go there. */
async function authenticate(
  { auth, allowServiceUrl }: HostOptions,
  authorization: string | undefined,
  activity: IncomingActivity,
): Promise<Verified> {
  if (!allowServiceUrl(activity.serviceUrl)) return { ok: false, reason: 'service_url' };
  return auth === 'off' ? { ok: true, claims: null } : auth(authorization, activity);
}
