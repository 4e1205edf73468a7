import { assertNever } from '../assert-never.ts';
import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import type { ObjectFacts } from './object-facts.ts';

/** What speaks for and against moving a user to the cloud as a whole. */
export function userToCloudHazards(facts: ObjectFacts): readonly Finding[] {
  const { name } = facts.object;
  return [
    mailboxFlag(facts),
    syncRules(name),
    unknown({
      code: 'user_migration_unknown',
      sentence: 'A user may move only after every mailbox has, which cannot be read from the cloud alone.',
      remedy: 'Make sure that no mailbox is left on-premises: "readiness" counts those that can be seen.',
      override: 'approver',
    }),
    // Microsoft Learn, "Prepare your environment" for source of authority, 2026: who is unsupported.
    unknown({
      code: 'user_dependencies_unknown',
      sentence: `Whether ${name} administers Active Directory, signs in through AD FS or with a password that it keeps, or is fed from HR cannot be read from here.`,
      remedy: 'Ask whoever looks after Active Directory; none of these may move.',
      override: 'approver',
    }),
  ];
}

/** What speaks for and against handing a user back. */
export function userRollbackHazards(facts: ObjectFacts): readonly Finding[] {
  return [hardMatch(facts.object.name), ...reimport(facts), syncRules(facts.object.name)];
}

/**
 * A user who moves as a whole leaves the mailbox flag and writeback behind (Microsoft Learn, FAQ of "Enable Exchange
 * attributes cloud management", read through its mirrors in October 2026).
 */
function mailboxFlag({ object: { name }, mailbox }: ObjectFacts): Finding {
  const later = 'A later rollback of the user brings back what Active Directory holds; take a snapshot of the mailbox.';
  switch (mailbox) {
    case 'cloud-managed':
      return warn({
        code: 'mailbox_flag_cleared',
        sentence: `The mailbox of ${name} is cloud-managed: the move clears that flag, and writeback stops for it.`,
        remedy: later,
        override: 'approver',
      });
    case 'not-cloud-managed':
      return pass('mailbox_follows', `The mailbox of ${name} is not cloud-managed, so the move clears no flag.`);
    case 'on-premises':
      // Microsoft Learn, "Prepare your environment" for source of authority, 2026: every mailbox first.
      return block(
        'mailbox_on_premises',
        `The mailbox of ${name} is still on-premises, and a user moves only after the mailbox.`,
        'Move the mailbox to Exchange Online first.',
      );
    case 'none':
      return pass('no_mailbox', `${name} has no mailbox in Exchange Online.`);
    case 'unknown':
      return unknown({
        code: 'mailbox_flag_unknown',
        sentence: `Whether the mailbox of ${name} is cloud-managed could not be read; the move would clear that flag.`,
        remedy: later,
        override: 'approver',
      });
    default:
      return assertNever(mailbox);
  }
}

/** The flag is off after a rollback, so the next sync imports Exchange values that are as old as the move. */
function reimport({ object: { name }, mailbox }: ObjectFacts): readonly Finding[] {
  if (mailbox === 'none' || mailbox === 'on-premises') return [];
  const whose = mailbox === 'unknown' ? `If ${name} has a mailbox, it` : `The mailbox of ${name}`;
  return [
    warn({
      code: 'mailbox_reimported',
      sentence: `${whose} is not cloud-managed after this: the next sync fills it with the old Exchange values of Active Directory.`,
      remedy: 'Decide the authority over the mailbox anew, and carry values over to Active Directory before the sync.',
      override: 'approver',
    }),
  ];
}

/**
 * `blockCloudObjectTakeoverThroughHardMatchEnabled` is on by default, and only a Global Administrator who is signed in can
 * read or change it (Microsoft Learn, onPremisesDirectorySynchronization and user source of authority, 2026). While it is
 * off, the whole tenant is exposed: Steward shows it and never switches it.
 */
function hardMatch(name: string): Finding {
  return unknown({
    code: 'hard_match_unknown',
    sentence: `Entra usually blocks taking users back; while it does, ${name} counts as rolled back and never syncs again. No application can read that setting.`,
    remedy:
      'A Global Administrator sets blockCloudObjectTakeoverThroughHardMatchEnabled to false for the time of the rollback, and to true again after the sync. Steward never does.',
    override: 'approver',
  });
}

/** Rules on `user.dirSyncEnabled` (Teams Rooms runbook of October 2026, citing Microsoft Learn). */
function syncRules(name: string): Finding {
  return unknown({
    code: 'sync_rules_unknown',
    sentence: `Dynamic groups, licences and Conditional Access can depend on user.dirSyncEnabled, which changes for ${name}; their rules are not read.`,
    remedy: 'Search the rules of dynamic groups for dirSyncEnabled, and look at what they grant.',
    override: 'approver',
  });
}
