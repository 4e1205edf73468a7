import { assertNever } from '../assert-never.ts';
import type { Authority } from '../mailbox/authority.ts';
import type { Finding } from '../mailbox/finding.ts';
import type { Mailbox, MailboxSummary } from '../mailbox/mailbox.ts';
import type { Rules } from '../rules/rules.ts';
import { gatherMailboxFacts, type MailboxSources } from './gather-mailbox-facts.ts';
import { gatherTenantFacts, type TenantSources } from './gather-tenant-facts.ts';
import type { Direction } from './looking.ts';
import { mailboxFindings } from './mailbox-findings.ts';
import { tenantFindings } from './tenant-findings.ts';

export type PreflightSources = {
  readonly exchange: TenantSources['exchange'] & MailboxSources['exchange'];
  readonly directory: TenantSources['directory'] & MailboxSources['directory'];
  readonly store: TenantSources['store'];
  readonly census: TenantSources['census'];
  readonly clock: TenantSources['clock'];
  readonly rules: Rules;
};

export type PreflightQuestion = {
  /** The mailbox as it has just been read; `null` asks about the tenant only. */
  readonly mailbox: Mailbox | null;
  /** Without it: away from where the authority is now. */
  readonly direction?: Direction;
  readonly signal?: AbortSignal | undefined;
};

/** Everything that was looked at before authority changes hands, with the moment of looking. */
export type PreflightReport = {
  readonly direction: Direction;
  readonly mailbox: MailboxSummary | null;
  readonly tenantFindings: readonly Finding[];
  /** Empty where no mailbox was asked about. */
  readonly mailboxFindings: readonly Finding[];
  /** ISO 8601, UTC. */
  readonly readAt: string;
};

/** Looks at the tenant, and at one mailbox where one is given. What could not be asked is a finding, never a failure. */
export async function preflight(
  sources: PreflightSources,
  { mailbox, direction, signal }: PreflightQuestion,
): Promise<PreflightReport> {
  const [tenant, facts] = await Promise.all([
    gatherTenantFacts(sources, signal),
    mailbox === null ? null : gatherMailboxFacts(sources, mailbox, signal),
  ]);
  const now = sources.clock.now();
  const looking = { rules: sources.rules, now, direction: direction ?? awayFrom(facts?.authority ?? 'on-premises') };
  return {
    direction: looking.direction,
    mailbox,
    tenantFindings: tenantFindings(tenant, looking),
    mailboxFindings: facts === null ? [] : mailboxFindings({ mailbox: facts, tenant }, looking),
    readAt: now.toISOString(),
  };
}

function awayFrom(authority: Authority): Direction {
  switch (authority) {
    case 'cloud':
      return 'to-on-premises';
    case 'on-premises':
    case 'cloud-only':
    case 'cloud-object':
    case 'unknown':
      return 'to-cloud';
    default:
      return assertNever(authority);
  }
}
