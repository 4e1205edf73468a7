import { assertNever } from '../services/assert-never.ts';
import type { Divergence } from '../services/sentinel/divergence.ts';

/** What is the matter, in a few words. */
export function kindWords({ kind, isCloudManaged }: Pick<Divergence, 'kind' | 'isCloudManaged'>): string {
  switch (kind) {
    case 'authority-flipped':
      return isCloudManaged ? 'Became cloud-managed past Steward' : 'Went back on-premises past Steward';
    case 'values-changed':
      return 'Values changed past Steward';
    case 'moved-outside':
      return 'Became cloud-managed without Steward';
    default:
      return assertNever(kind);
  }
}
