import { canonicalHash } from '../mailbox/canonical.ts';
import { type RequestAction, targetFlag } from './action.ts';

export type Plan = {
  readonly action: RequestAction;
  readonly objectId: string;
  readonly snapshotHash: string;
  readonly baselineHash: string | null;
};

/** What people approve: exactly this change, to exactly this mailbox, as it stood in exactly this snapshot. */
export function planHash(plan: Plan): string {
  return canonicalHash({
    schema: 1,
    action: plan.action,
    objectId: plan.objectId.toLowerCase(),
    set: { IsExchangeCloudManaged: targetFlag(plan.action) },
    snapshot: plan.snapshotHash,
    baseline: plan.baselineHash,
  });
}
