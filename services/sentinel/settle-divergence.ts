import type { Clock } from '../clock.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Person } from '../request/record.ts';
import type { Closing, DivergenceStore } from '../store/divergence-store.ts';
import type { Divergence } from './divergence.ts';
import { auditOfDivergence } from './divergence-audit.ts';

type Needs = {
  readonly tenant: string;
  readonly divergences: DivergenceStore;
  readonly clock: Pick<Clock, 'now'>;
};

export type Decision = {
  readonly by: Person;
  /** Why it is left alone; adopting needs no reason. */
  readonly reason?: string;
  readonly what: 'adopt' | 'ignore';
};

/**
 * An approver's word on a divergence: what was found is right from now on, or it is left alone until something else is
 * found. It counts for exactly what `divergence` shows; when the sentinel has found something else since, nothing is
 * done. Throws `StoreError`.
 */
export async function settleDivergence(
  { tenant, divergences, clock }: Needs,
  divergence: Divergence,
  { by, reason, what }: Decision,
): Promise<{ readonly ok: true } | Refusal> {
  const at = clock.now();
  const closing = closingOf(divergence, what, at);
  const kind = what === 'adopt' ? 'divergence_adopted' : 'divergence_ignored';
  const happened = { kind, tenant, at, actor: by.objectId, ...(reason === undefined ? {} : { reason }) } as const;
  const settled = await divergences.close(divergence, closing, auditOfDivergence(divergence, happened));
  return settled ? { ok: true } : refuse('divergence_changed', { mailbox: divergence.userPrincipalName });
}

function closingOf({ foundHash, isCloudManaged }: Divergence, what: Decision['what'], at: Date): Closing {
  if (what === 'ignore') return { how: 'ignored' };
  return { how: 'adopted', approved: { request: null, hash: foundHash, isCloudManaged, at: at.toISOString() } };
}
