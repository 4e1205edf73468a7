import { refuse } from '../refusal.ts';
import { towardsCloud } from '../request/action.ts';
import { isMailboxSnapshot } from '../snapshot/subject-snapshot.ts';
import type { ChangeKind, ChangeWorld, Order, Seen } from './change.ts';
import { defaultFindings } from './default-findings.ts';

const defaultOf = ({ action }: Order): boolean => towardsCloud(action) === true;

/**
 * What new mailboxes of the organisation begin with. Written with one of two switches and read back under another name,
 * `BlockExchangeProvisioningFromOnPremEnabled` (Microsoft Learn, Set-OrganizationConfig; Exchange Team, 3 August 2026).
 */
export const defaultChange: ChangeKind = {
  look: lookAtOrganization,
  inspect: async (_, { order, seen }) => {
    const name = seen.subject.displayName;
    const isSo = defaultChange.isMade(order, seen.snapshot);
    const code = defaultOf(order) ? 'already_default_cloud' : 'already_default_on_premises';
    // What cannot be read now could not be read back either.
    const refusal = isTold(seen) ? (isSo ? refuse(code, { name }) : null) : refuse('default_unknown', { name });
    return { findings: defaultFindings(defaultOf(order)), refusal };
  },
  isMade: (order, snapshot) =>
    !isMailboxSnapshot(snapshot) && snapshot.facts.isCloudManagedByDefault === defaultOf(order),
  make: ({ exchange }, order, signal) => exchange.setCloudManagedByDefault(defaultOf(order), signal),
};

function isTold({ snapshot }: Seen): boolean {
  return !isMailboxSnapshot(snapshot) && snapshot.facts.isCloudManagedByDefault !== undefined;
}

async function lookAtOrganization(
  { exchange, tenant, clock }: ChangeWorld,
  _: Order,
  signal?: AbortSignal,
): Promise<Seen> {
  const { name, displayName, isCloudManagedByDefault } = await exchange.organization(signal);
  return {
    subject: { kind: 'organization', objectId: tenant, name, displayName, type: 'Organization' },
    snapshot: {
      schema: 1,
      kind: 'organization',
      objectId: tenant,
      name,
      displayName,
      facts: isCloudManagedByDefault === null ? {} : { isCloudManagedByDefault },
      takenAt: clock.now().toISOString(),
    },
    mailbox: null,
  };
}
