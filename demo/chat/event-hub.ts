// Server-sent events for the page: one stream may carry several people, because a browser opens only six connections.
import type { Response } from 'express';

export type PageEvent =
  | { readonly type: 'message'; readonly conversation: string; readonly message: unknown; readonly fresh: boolean }
  | { readonly type: 'deleted'; readonly conversation: string; readonly id: string }
  | {
      readonly type: 'toast';
      readonly conversation: string;
      readonly kind: 'message' | 'error';
      readonly text: string;
    };
export type EventHub = ReturnType<typeof createEventHub>;

const KEEP_ALIVE_MS = 20_000;

export function createEventHub() {
  const streams = new Map<Response, readonly string[]>();
  const heartbeat = setInterval(() => {
    for (const res of streams.keys()) res.write(': still here\n\n');
  }, KEEP_ALIVE_MS);
  heartbeat.unref();
  return {
    join: (res: Response, people: readonly string[]) => {
      res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      res.write('retry: 1000\n\n');
      streams.set(res, people);
      res.once('close', () => streams.delete(res));
    },
    tell: (person: string, event: PageEvent) => {
      const line = `data: ${JSON.stringify({ person, ...event })}\n\n`;
      for (const [res, people] of streams) if (people.includes(person)) res.write(line);
    },
    close: () => {
      clearInterval(heartbeat);
      for (const res of streams.keys()) res.end();
    },
  };
}
