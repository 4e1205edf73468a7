// What the bot asked of the connector, in order, for tests to look at. Tokens are not kept.
import type { Request, Response } from 'express';

export type ConnectorCall = {
  readonly seq: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly conversation?: string;
  readonly body: unknown;
  /** 0 until answered, and for ever when the connection was reset or left hanging. */
  status: number;
};
const KEPT = 20_000;

export type CallLog = ReturnType<typeof createCallLog>;

export function createCallLog() {
  let calls: ConnectorCall[] = [];
  let seq = 0;
  return {
    all: () => calls,
    clear: () => {
      calls = [];
    },
    record: (req: Request, res: Response) => {
      seq += 1;
      const path = req.originalUrl.split('?')[0] ?? '';
      const raw = /^\/v3\/conversations\/([^/]+)/.exec(path)?.[1];
      const where = raw ? { conversation: decodeURIComponent(raw) } : {};
      const call = { seq, at: new Date().toISOString(), method: req.method, path, ...where, body: req.body, status: 0 };
      calls.push(call);
      if (calls.length > KEPT) calls.shift();
      res.once('finish', () => {
        call.status = res.statusCode;
      });
    },
  };
}
