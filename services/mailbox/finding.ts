import type { Authority } from './authority.ts';
import { isMovableType } from './mailbox.ts';

export const FINDING_LEVELS = ['pass', 'warn', 'block', 'unknown'] as const;
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** One thing that was looked at before a mailbox may change hands, with what it means. */
export type Finding = { readonly code: string; readonly level: FindingLevel; readonly sentence: string };

export type EligibilityFacts = {
  readonly authority: Authority;
  /** `RecipientTypeDetails`. */
  readonly type: string;
  /** When the last directory sync ended, ISO 8601; `null` when it could not be told. */
  readonly lastSyncAt: string | null;
};

function syncedFinding(authority: Authority): Finding {
  switch (authority) {
    case 'cloud':
    case 'on-premises':
      return { code: 'synced', level: 'pass', sentence: 'Synced from on-premises Active Directory.' };
    case 'cloud-only':
      return {
        code: 'not_synced',
        level: 'block',
        sentence: 'Not synced from on-premises: it was created in the cloud.',
      };
    case 'cloud-object':
      return { code: 'whole_object', level: 'block', sentence: 'The whole object has already moved to the cloud.' };
    case 'unknown':
      return { code: 'authority_unknown', level: 'block', sentence: 'Its authority could not be read.' };
  }
}

function typeFinding(type: string): Finding {
  return isMovableType(type)
    ? { code: 'type', level: 'pass', sentence: `A ${type} can change hands.` }
    : { code: 'type_cannot_move', level: 'block', sentence: `A ${type} cannot change hands.` };
}

function lastSyncFinding(lastSyncAt: string | null): Finding {
  return lastSyncAt === null
    ? { code: 'sync_unknown', level: 'unknown', sentence: 'When the directory last synced could not be read.' }
    : { code: 'sync_seen', level: 'pass', sentence: `The directory last synced at ${lastSyncAt}.` };
}

/** What was found about a mailbox, most general first. `block` means that no request is possible. */
export function findingsFor({ authority, type, lastSyncAt }: EligibilityFacts): readonly Finding[] {
  return [syncedFinding(authority), typeFinding(type), lastSyncFinding(lastSyncAt)];
}
