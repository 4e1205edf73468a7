import { type Canonical, canonicalHash } from '../mailbox/canonical.ts';
import type { Edit } from '../mailbox/edit.ts';
import { type RequestAction, type SubjectKind, towardsCloud } from './action.ts';

export type Plan = {
  readonly action: RequestAction;
  readonly kind: SubjectKind;
  readonly objectId: string;
  readonly edits: readonly Edit[];
  readonly snapshotHash: string;
  readonly baselineHash: string | null;
};

/** What people approve: exactly this change, to exactly this subject, as it stood in exactly this snapshot. */
export function planHash(plan: Plan): string {
  return canonicalHash({
    schema: 1,
    action: plan.action,
    kind: plan.kind,
    objectId: plan.objectId.toLowerCase(),
    set: settings(plan),
    edits: plan.edits,
    snapshot: plan.snapshotHash,
    baseline: plan.baselineHash,
  });
}

/** The settings in the names of the interface that they are written to. */
function settings({ action }: Plan): Record<string, Canonical> {
  const cloud = towardsCloud(action);
  switch (action) {
    case 'to-cloud':
    case 'to-on-premises':
      return { IsExchangeCloudManaged: cloud };
    case 'default-to-cloud':
    case 'default-to-on-premises':
      return { BlockExchangeProvisioningFromOnPremEnabled: cloud };
    case 'object-to-cloud':
    case 'object-to-on-premises':
      return { isCloudManaged: cloud };
    case 'edit':
      return {};
  }
}
