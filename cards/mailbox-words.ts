import { assertNever } from '../services/assert-never.ts';
import type { Authority } from '../services/mailbox/authority.ts';
import type { Finding } from '../services/mailbox/finding.ts';
import { plain } from './plain-text.ts';
import { capped, type Line, type Tone } from './rows.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['UserMailbox', 'User mailbox'],
  ['SharedMailbox', 'Shared mailbox'],
  ['RoomMailbox', 'Room'],
  ['EquipmentMailbox', 'Equipment'],
]);

/** What Exchange calls a type, in plain words; a type that we have no words for stays as Exchange spells it. */
export function typeWords(type: string): string {
  return TYPES.get(type) ?? plain(type, 60);
}

export type AuthorityWords = { readonly name: string; readonly tone: Tone; readonly meaning: string };

/** Who is in charge of a mailbox's Exchange attributes, and what that means in practice. */
export function authorityWords(authority: Authority): AuthorityWords {
  switch (authority) {
    case 'cloud':
      return {
        name: '● Cloud-managed',
        tone: 'Accent',
        meaning: 'Its Exchange attributes are changed in Exchange Online.',
      };
    case 'on-premises':
      return {
        name: '● Managed on-premises',
        tone: 'Default',
        meaning: 'Directory sync brings its Exchange attributes from Active Directory.',
      };
    case 'cloud-only':
      return {
        name: '○ Cloud-only',
        tone: 'Default',
        meaning: 'It is not synced from on-premises, so there is nothing to hand over.',
      };
    case 'cloud-object':
      return {
        name: '○ Moved as a whole object',
        tone: 'Default',
        meaning: 'The whole object is managed in the cloud, so the mailbox flag no longer applies.',
      };
    case 'unknown':
      return {
        name: '? Unknown',
        tone: 'Warning',
        meaning: 'Its authority could not be read, and nothing is done on a guess.',
      };
    default:
      return assertNever(authority);
  }
}

/** What a finding says with a sign, so that no colour is needed. */
export const LEVELS = { pass: '✓ Fine', warn: '! Warning', block: '✕ Not possible', unknown: '? Unknown' } as const;

/** What was found and is not simply fine. */
export function findingLines(findings: readonly Finding[], most: number): Line[] {
  const telling = findings.filter(({ level }) => level !== 'pass');
  return capped(telling, most, ({ level, sentence, remedy }) => ({
    strong: `${LEVELS[level]}: `,
    text: plain(remedy === null ? sentence : `${sentence} ${remedy}`, 400),
  }));
}
