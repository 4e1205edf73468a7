import { assertNever } from '../assert-never.ts';
import type { Authority } from '../mailbox/authority.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { HandedBack } from '../object/handed-back.ts';
import type { OffboardStep } from './offboard-report.ts';
import { type SyncEvidence, syncedSinceStep } from './synced-since-step.ts';

export type AuthorityFacts = {
  readonly mailbox: Mailbox;
  readonly authority: Authority;
  /** Of a whole user that waits to be taken over, where Steward handed it back. */
  readonly handedBack: HandedBack | null;
  readonly sync: SyncEvidence;
};

/**
 * Before a mailbox moves back on-premises its flag must be false, and directory sync must have run since: left at true,
 * it blocks on-premises updates and breaks sync (Microsoft Learn, "Enable Exchange attributes cloud management", FAQ,
 * August 2026). A flag of a mailbox that is not synced says nothing at all.
 */
export function authoritySteps(facts: AuthorityFacts): readonly OffboardStep[] {
  const { mailbox, authority, handedBack } = facts;
  const name = mailbox.userPrincipalName;
  switch (authority) {
    case 'on-premises':
      return [SYNCED, FLAG_FALSE, syncedSinceStep(facts.sync)];
    case 'cloud':
      return [SYNCED, flagTrue(name), LATER_SYNC];
    case 'cloud-object':
      return [wholeObject(name), LATER_FLAG, LATER_SYNC];
    case 'cloud-only':
      return [handedBack ? waits(handedBack) : BORN_IN_CLOUD, LATER_FLAG, LATER_SYNC];
    case 'unknown':
      return [unread(name), LATER_SYNC];
    default:
      return assertNever(authority);
  }
}

const SYNCED: OffboardStep = {
  code: 'synced',
  state: 'done',
  sentence: 'It is synced from on-premises Active Directory.',
  remedy: null,
  line: null,
};

const FLAG_FALSE: OffboardStep = {
  code: 'flag_false',
  state: 'done',
  sentence: 'It is not cloud-managed.',
  remedy: null,
  line: null,
};

const flagTrue = (name: string): OffboardStep => ({
  code: 'flag_true',
  state: 'open',
  sentence: 'It is still cloud-managed: moved like this, on-premises updates are blocked and its sync breaks.',
  remedy: 'Hand its authority back first.',
  line: `rollback ${name}`,
});

const LATER_SYNC: OffboardStep = {
  code: 'synced_since',
  state: 'open',
  sentence: 'The directory has to sync once after that.',
  remedy: null,
  line: null,
};

const LATER_FLAG: OffboardStep = {
  code: 'flag_later',
  state: 'open',
  sentence: 'Who is the authority for its Exchange attributes is told only once it is synced again.',
  remedy: 'Look again then.',
  line: null,
};

const wholeObject = (name: string): OffboardStep => ({
  code: 'whole_object',
  state: 'open',
  sentence: 'The whole user has moved to the cloud and is no longer synced.',
  remedy: 'Hand the whole user back, and let the directory sync.',
  line: `rollback ${name} --whole`,
});

const BORN_IN_CLOUD: OffboardStep = {
  code: 'not_synced',
  state: 'open',
  sentence: 'It was created in the cloud: Active Directory has nobody whom the mailbox could move to.',
  remedy: 'Create the remote mailbox on-premises and let the directory sync match the two.',
  line: null,
};

const waits = ({ request, isOverdue }: HandedBack): OffboardStep => ({
  code: 'object_waiting',
  state: 'open',
  sentence: `The whole user was handed back with ${request} and is not synced yet${isOverdue ? ', although the directory has synced since' : ''}.`,
  remedy: isOverdue
    ? 'Make sure that Active Directory still has the user, in sync scope, and that the hard-match block is lifted.'
    : 'Wait for the next directory sync.',
  line: null,
});

const unread = (name: string): OffboardStep => ({
  code: 'authority_unknown',
  state: 'unknown',
  sentence: 'Whether it is synced and cloud-managed could not be read.',
  remedy: 'Try again in a few minutes; if it stays, check the permissions of Steward.',
  line: `check ${name}`,
});
