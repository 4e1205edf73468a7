import type { AuditDraft, AuditKind } from '../audit/entry.ts';
import type { Divergence } from './divergence.ts';

export type DivergenceAuditKind = Extract<AuditKind, `divergence_${string}`>;

/** The audit entry about a divergence. `actor` is an object id, or `steward`. */
export function auditOfDivergence(
  divergence: Divergence,
  happened: {
    readonly kind: DivergenceAuditKind;
    readonly tenant: string;
    readonly at: Date;
    readonly actor: string;
    readonly reason?: string;
  },
): AuditDraft {
  const { kind, tenant, at, actor, reason } = happened;
  return {
    at: at.toISOString(),
    tenant,
    kind,
    request: null,
    version: null,
    actor,
    from: null,
    to: null,
    facts: {
      mailbox: divergence.objectId,
      divergence: divergence.kind,
      approved: divergence.approvedHash,
      found: divergence.foundHash,
      approvedBy: divergence.request,
      ...(reason === undefined ? {} : { reason }),
    },
  };
}
