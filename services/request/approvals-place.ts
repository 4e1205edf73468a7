import type { Clock } from '../clock.ts';
import type { RequestStore } from '../store/request-store.ts';

const SETTING = 'approvals_conversation';

/** Where approval cards go from now on, as set in chat by `by`. Audited. */
export async function setApprovalsPlace(
  needs: { readonly store: RequestStore; readonly clock: Clock; readonly tenant: string },
  conversation: string,
  by: string,
): Promise<void> {
  const audit = {
    at: needs.clock.now().toISOString(),
    tenant: needs.tenant,
    kind: 'approvals_place_set' as const,
    request: null,
    version: null,
    actor: by,
    from: (await approvalsPlace(needs.store)) ?? null,
    to: conversation,
    facts: {},
  };
  await needs.store.appendAudit(audit, { name: SETTING, value: conversation });
}

/** The conversation set in chat, if any. */
export function approvalsPlace(store: RequestStore): Promise<string | undefined> {
  return store.setting(SETTING);
}
