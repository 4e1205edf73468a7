import { ATTRIBUTES, type AttributeName } from './attribute.ts';
import { type Change, diffAttributes } from './diff.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a rollback does to one attribute whose cloud value is no longer what it was when the mailbox went to the
 * cloud. `written-back`: writeback should have carried the cloud value to Active Directory, so it stays where that
 * job is healthy. `lost`: the on-premises value wins at the next directory sync.
 */
export type Loss = Change & { readonly name: AttributeName; readonly fate: 'lost' | 'written-back' };

/**
 * Compares the mailbox as it is with the snapshot taken when it went to the cloud: the last values that Active
 * Directory wrote. `undefined` when there is no such snapshot: then what would be lost is unknown, not nothing.
 */
export function lossesOf(atFlip: Snapshot | undefined, now: Snapshot): readonly Loss[] | undefined {
  if (!atFlip) return undefined;
  return diffAttributes(atFlip, now).flatMap((change) =>
    isAttribute(change.name)
      ? [
          {
            ...change,
            name: change.name,
            fate: ATTRIBUTES[change.name].writtenBack ? ('written-back' as const) : ('lost' as const),
          },
        ]
      : [],
  );
}

function isAttribute(name: Change['name']): name is AttributeName {
  return name in ATTRIBUTES;
}
