import { preflightCard } from '../../cards/preflight.ts';
import { block, unknown, warn } from '../../services/mailbox/finding.ts';
import { known, notKnown } from '../../services/preflight/fact.ts';
import { mailboxFindings } from '../../services/preflight/mailbox-findings.ts';
import type { PreflightReport } from '../../services/preflight/preflight.ts';
import { tenantFindings } from '../../services/preflight/tenant-findings.ts';
import { attested, job, looking, mailboxFacts, synced, tenantFacts } from '../services/preflight/sample-facts.ts';
import { attributes, mailbox, OBJECT_ID } from './samples.ts';

const READ_AT = '2026-11-22T08:00:00.000Z';
const tenant = tenantFacts();
const UNASKED = notKnown('The directory could not be asked.');

/** A tenant that nobody has said anything about yet. */
const newTenant = tenantFacts({
  connectVersion: notKnown('Nobody has attested it.'),
  cloudSyncVersion: notKnown('Nobody has attested it.'),
  writebackJobs: UNASKED,
  cloudManaged: notKnown('They have not been counted yet.'),
});

const troubled = tenantFacts({
  connectVersion: attested('2.5.79.0'),
  permittedCmdlets: known(new Set<string>()),
  writebackJobs: known([
    job({ status: 'Quarantine', mapsMail: false }),
    job({ domain: 'fabrikam.lab', lastRun: 'Failed' }),
  ]),
  isCloudManagedByDefault: known(true),
  hasNoOnPremisesWriters: UNASKED,
  cloudManaged: known({ mailboxes: 599_000, unread: 1_200, at: '2026-11-21T02:00:00.000Z' }),
});

const alice = mailbox({ isLicensed: false, attributes: attributes({ LitigationHoldEnabled: true }) });
const trouble = mailboxFacts({
  mailbox: alice,
  moves: known([{ kind: 'migration-user', status: 'Synced' }]),
  object: known(synced({ domain: 'fabrikam.lab', lastSyncedAt: READ_AT })),
});

/** So much of everything, with this text in it, that a card has to count the rest. */
export function preflightFullOf(text: string): PreflightReport {
  const many = Array.from({ length: 20 }, () => text);
  return {
    direction: 'to-cloud',
    mailbox: { objectId: OBJECT_ID, userPrincipalName: text, displayName: text, primaryAddress: text, type: text },
    tenantFindings: many.flatMap((sentence) => [
      block('x', sentence, sentence),
      unknown({ code: 'x', sentence, remedy: sentence, override: 'approver' }),
      { code: 'x', level: 'pass', sentence, remedy: null, override: 'nobody' },
    ]),
    mailboxFindings: many.map((sentence) => warn({ code: 'x', sentence, remedy: sentence, override: 'requester' })),
    readAt: READ_AT,
  };
}

export const PREFLIGHTS = [
  {
    name: 'preflight-tenant',
    card: preflightCard({
      ...{ direction: 'to-cloud', mailbox: null, mailboxFindings: [], readAt: READ_AT },
      tenantFindings: tenantFindings(tenant, looking()),
    }),
  },
  {
    name: 'preflight-tenant-new',
    card: preflightCard({
      ...{ direction: 'to-cloud', mailbox: null, mailboxFindings: [], readAt: READ_AT },
      tenantFindings: tenantFindings(newTenant, looking()),
    }),
  },
  {
    name: 'preflight-mailbox',
    card: preflightCard({
      ...{ direction: 'to-cloud', mailbox: mailbox(), readAt: READ_AT },
      tenantFindings: tenantFindings(tenant, looking()),
      mailboxFindings: mailboxFindings({ mailbox: mailboxFacts(), tenant }, looking()),
    }),
  },
  {
    name: 'preflight-mailbox-troubled',
    card: preflightCard({
      ...{ direction: 'to-cloud', mailbox: alice, readAt: READ_AT },
      tenantFindings: tenantFindings(troubled, looking()),
      mailboxFindings: mailboxFindings({ mailbox: trouble, tenant: troubled }, looking()),
    }),
  },
  {
    name: 'preflight-rollback',
    card: preflightCard({
      ...{ direction: 'to-on-premises', mailbox: alice, readAt: READ_AT },
      tenantFindings: tenantFindings(troubled, looking({ direction: 'to-on-premises' })),
      mailboxFindings: mailboxFindings(
        { mailbox: { ...trouble, authority: 'cloud' }, tenant: troubled },
        looking({ direction: 'to-on-premises' }),
      ),
    }),
  },
] as const;
