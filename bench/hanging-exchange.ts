import { createServer } from 'node:http';
import { address, close, listen } from '../tests/support/channel-issuer.ts';

/** An Exchange Online that takes every call and answers nobody. */
export type HangingExchange = {
  readonly url: string;
  /** How many calls have come; each of them still waits, unless its caller has given up. */
  readonly calls: () => number;
  readonly stop: () => Promise<void>;
};

export async function startHangingExchange(): Promise<HangingExchange> {
  let calls = 0;
  const server = createServer((req) => {
    calls += 1;
    req.resume();
  });
  await listen(server);
  return { url: address(server), calls: () => calls, stop: () => close(server) };
}
