import { assertNever } from '../services/assert-never.ts';
import type { ObjectDescription } from '../services/object/describe-object.ts';
import { momentText } from './moment.ts';
import type { Tone } from './rows.ts';

export type StandingWords = { readonly name: string; readonly tone: Tone; readonly meaning: string };

/** Who is in charge of a whole object, and what that means in practice. */
export function standingWords({
  standing,
  handedBack,
}: Pick<ObjectDescription, 'standing' | 'handedBack'>): StandingWords {
  switch (standing) {
    case 'synced':
      return {
        name: '● Synced from on-premises as a whole',
        tone: 'Default',
        meaning: 'Active Directory is its authority; directory sync brings every change.',
      };
    case 'cloud':
      return {
        name: '● Managed in the cloud as a whole',
        tone: 'Accent',
        meaning: 'It is changed in the cloud, and directory sync no longer writes to it.',
      };
    case 'waiting':
      return handedBack?.isOverdue
        ? { name: '! Handed back, but not taken over', tone: 'Attention', meaning: since(handedBack) }
        : { name: '○ Handed back, waiting for the next directory sync', tone: 'Warning', meaning: since(handedBack) };
    case 'born-in-cloud':
      return {
        name: '○ Created in the cloud',
        tone: 'Default',
        meaning: 'It was never synced from on-premises, so there is nothing to hand over.',
      };
    case 'not-synced':
      return {
        name: '? Not synced',
        tone: 'Warning',
        meaning:
          'Steward did not hand it back. It was created in the cloud, or somebody else handed it back: Graph does not tell which.',
      };
    case 'unknown':
      return {
        name: '? Unknown',
        tone: 'Warning',
        meaning: 'The authority over it could not be read, and nothing is done on a guess.',
      };
    default:
      return assertNever(standing);
  }
}

function since(handedBack: ObjectDescription['handedBack']): string {
  if (handedBack === null) return 'Somebody handed it back without Steward. Until the sync it looks cloud-born.';
  const { request, at, isOverdue } = handedBack;
  return isOverdue
    ? `Handed back with ${request}, ${momentText(at)}. The directory has synced since and did not take it over.`
    : `Handed back with ${request}, ${momentText(at)}. Until the sync it looks as if it had been created in the cloud.`;
}
