import type { ChangeWorld, Order, Seen } from '../change/change.ts';
import { changeOf } from '../change/change-of.ts';
import type { Clock } from '../clock.ts';

/** Exchange answers reads from replicas: how long to wait before each further look, in milliseconds. */
const PATIENCE = [0, 2_000, 5_000, 10_000, 20_000] as const;

export type ReadBack =
  | { readonly confirmed: true; readonly seen: Seen; readonly attempts: number }
  | { readonly confirmed: false };

/**
 * Looks until the order shows as made or patience ends. `patient` is whether the write was reported as done: a reported
 * failure is looked at once, since waiting would not mend it. Throws what Exchange and the directory throw.
 */
export async function readBack(
  world: ChangeWorld & { readonly clock: Clock },
  { order, patient }: { readonly order: Order; readonly patient: boolean },
  signal?: AbortSignal,
): Promise<ReadBack> {
  const { look, isMade } = changeOf(order.action);
  const waits = patient ? PATIENCE : PATIENCE.slice(0, 1);
  for (const [index, wait] of waits.entries()) {
    if (wait > 0) await world.clock.pause(wait, signal);
    const seen = await look(world, order, signal);
    if (seen && isMade(order, seen.snapshot)) return { confirmed: true, seen, attempts: index + 1 };
  }
  return { confirmed: false };
}
