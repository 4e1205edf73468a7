import type { Clock } from '../clock.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';

/** Exchange answers reads from replicas: how long to wait before each further look, in milliseconds. */
const PATIENCE = [0, 2_000, 5_000, 10_000, 20_000] as const;

export type ReadBack =
  | { readonly confirmed: true; readonly mailbox: Mailbox; readonly attempts: number }
  | { readonly confirmed: false };

export type Expected = {
  readonly objectId: string;
  readonly target: boolean;
  /** Whether the write was reported as done. A reported failure is looked at once: waiting would not mend it. */
  readonly patient: boolean;
};

/** Looks until the flag has the wanted value or patience ends. Throws what Exchange throws. */
export async function readBack(
  { exchange, clock }: { readonly exchange: Exchange; readonly clock: Clock },
  { objectId, target, patient }: Expected,
  signal?: AbortSignal,
): Promise<ReadBack> {
  const waits = patient ? PATIENCE : PATIENCE.slice(0, 1);
  for (const [index, wait] of waits.entries()) {
    if (wait > 0) await clock.pause(wait, signal);
    const mailbox = await exchange.read(objectId, signal);
    if (mailbox?.isExchangeCloudManaged === target) return { confirmed: true, mailbox, attempts: index + 1 };
  }
  return { confirmed: false };
}
