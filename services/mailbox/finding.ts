import { assertNever } from '../assert-never.ts';
import type { Authority } from './authority.ts';
import { isMovableType } from './mailbox.ts';

export const FINDING_LEVELS = ['pass', 'warn', 'block', 'unknown'] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** Who may go on although something was found. Nobody may despite a `block`; a `pass` needs nobody. */
export const OVERRIDES = ['nobody', 'requester', 'approver'] as const;
export type Override = (typeof OVERRIDES)[number];

/**
 * One thing that was looked at before authority may change hands, with what it means. `remedy` says in a sentence what
 * to do about it, `null` where there is nothing to do. A value that rests on somebody's word says so in its sentence.
 */
export type Finding = {
  readonly code: string;
  readonly level: FindingLevel;
  readonly sentence: string;
  readonly remedy: string | null;
  readonly override: Override;
};

export function pass(code: string, sentence: string): Finding {
  return { code, level: 'pass', sentence, remedy: null, override: 'nobody' };
}

/** Nobody may go on despite it. */
export function block(code: string, sentence: string, remedy: string | null): Finding {
  return { code, level: 'block', sentence, remedy, override: 'nobody' };
}

type Passable = {
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string | null;
  /** Who may go on despite it. */
  readonly override: Exclude<Override, 'nobody'>;
};

export const warn = (finding: Passable): Finding => ({ ...finding, level: 'warn' });
export const unknown = (finding: Passable): Finding => ({ ...finding, level: 'unknown' });

export type EligibilityFacts = {
  readonly authority: Authority;
  /** `RecipientTypeDetails`. */
  readonly type: string;
  /** When the last directory sync ended, ISO 8601; `null` when it could not be told. */
  readonly lastSyncAt: string | null;
};

/** Whether there are two sides at all between which authority could change hands. */
export function syncedFinding(authority: Authority): Finding {
  switch (authority) {
    case 'cloud':
    case 'on-premises':
      return pass('synced', 'Synced from on-premises Active Directory.');
    case 'cloud-only':
      return block('not_synced', 'Not synced from on-premises: it was created in the cloud.', null);
    case 'cloud-object':
      return block(
        'whole_object',
        'The whole object has already moved to the cloud.',
        'Change it in the cloud; the mailbox flag no longer applies to it.',
      );
    case 'unknown':
      return block(
        'authority_unknown',
        'Its authority could not be read.',
        'Try again in a few minutes; if it stays, check the permissions of Steward.',
      );
    default:
      return assertNever(authority);
  }
}

/** Whether a mailbox of this type can change hands. */
export function typeFinding(type: string, isMovable: (type: string) => boolean = isMovableType): Finding {
  return isMovable(type)
    ? pass('type', `A ${type} can change hands.`)
    : block(
        'type_cannot_move',
        `A ${type} cannot change hands.`,
        'Only user, shared, room and equipment mailboxes can.',
      );
}

function lastSyncFinding(lastSyncAt: string | null): Finding {
  return lastSyncAt === null
    ? unknown({
        code: 'sync_unknown',
        sentence: 'When the directory last synced could not be read.',
        remedy: 'Look at the sync status in the Entra admin center.',
        override: 'requester',
      })
    : pass('sync_seen', `The directory last synced at ${lastSyncAt}.`);
}

/** What was found about a mailbox, most general first. `block` means that no request is possible. */
export function findingsFor({ authority, type, lastSyncAt }: EligibilityFacts): readonly Finding[] {
  return [syncedFinding(authority), typeFinding(type), lastSyncFinding(lastSyncAt)];
}
