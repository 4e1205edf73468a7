import type { AdaptiveCardJson } from '../../cards/card-schema.ts';
import { type CarryCardInput, carryCard } from '../../cards/carry.ts';
import { type DiffInput, diffCard } from '../../cards/diff.ts';
import { type LossesInput, lossesCard } from '../../cards/losses.ts';
import { type SnapshotsInput, snapshotsCard } from '../../cards/snapshots.ts';
import { carryScript } from '../../services/carry/carry-script.ts';
import { diffSnapshots } from '../../services/mailbox/diff.ts';
import { fatesOf } from '../../services/mailbox/fate.ts';
import { lossesOf } from '../../services/mailbox/loss.ts';
import type { Snapshot } from '../../services/mailbox/snapshot.ts';
import { AT_FLIP, attributes, filledWith, OBJECT_ID, SINCE, snapshot } from './samples.ts';

// The cards about values: snapshots, differences, losses and the script that carries values back.

const mailbox = { objectId: OBJECT_ID, userPrincipalName: 'alice.meyer@contoso.com' };
const NOW = snapshot({ isExchangeCloudManaged: true, attributes: SINCE });
const FULL = snapshot({ isExchangeCloudManaged: true, attributes: filledWith('“a” \\u{41} 👩‍💻 ') });
const AT = '2026-11-22T14:32:00.000Z';
const hashOf = (index: number): string => index.toString(16).padStart(8, '0').repeat(8);

export function diffInput(changes: Partial<DiffInput> = {}, [before, after] = [AT_FLIP, NOW]): DiffInput {
  return {
    mailbox,
    from: { name: '1a2b3c4d', takenAt: before.takenAt },
    to: { name: 'live', takenAt: AT },
    changes: diffSnapshots(before, after),
    page: 1,
    seen: '5e6f7a8b',
    restarted: false,
    ...changes,
  };
}

export function lossesInput(before: Snapshot | null = AT_FLIP, changes: Partial<LossesInput> = {}): LossesInput {
  return {
    id: '7Q4K-2M',
    mailbox,
    fates: fatesOf(before, NOW),
    atFlip: before?.takenAt ?? null,
    shownAt: AT,
    page: 1,
    mayCarry: true,
    ...changes,
  };
}

export function snapshotsInput(count: number, changes: Partial<SnapshotsInput> = {}): SnapshotsInput {
  const rows = Array.from({ length: count }, (_, index) => ({
    hash: hashOf(index + 1),
    taken: index === 2 ? null : { at: AT, isExchangeCloudManaged: index === 1 ? null : index === 0 },
    why:
      index === 0 ? ['for request 7Q4K-2M, as it was shown for approval', 'after request M3TR-8W was carried out'] : [],
  }));
  return { mailbox, rows, more: false, page: 1, ...changes };
}

export function carryInput(now: Snapshot = NOW, changes: Partial<CarryCardInput> = {}): CarryCardInput {
  const hash = hashOf(7);
  const losses = lossesOf(AT_FLIP, now);
  const script = carryScript({ snapshot: now, hash, losses, madeAt: new Date(AT), isHandedBack: false });
  return {
    mailbox,
    hash,
    fileName: 'carry-alice.meyer-00000007.ps1',
    script: script.text,
    carried: script.carried.length,
    byHand: script.byHand.length,
    hasBaseline: true,
    isHandedBack: false,
    fileOffered: true,
    ...changes,
  };
}

const MANY = snapshot({
  attributes: attributes({
    EmailAddresses: Array.from({ length: 300 }, (_, index) => `smtp:alias${index}@contoso.com`),
  }),
});

export const VALUE_EXHIBITS: readonly { readonly name: string; readonly card: AdaptiveCardJson }[] = [
  { name: 'diff', card: diffCard(diffInput()) },
  { name: 'diff-nothing', card: diffCard(diffInput({ changes: [], seen: null })) },
  { name: 'diff-restarted', card: diffCard(diffInput({ restarted: true })) },
  { name: 'diff-many', card: diffCard(diffInput({ page: 2 }, [AT_FLIP, MANY])) },
  { name: 'diff-full', card: diffCard(diffInput({ page: 2 }, [AT_FLIP, FULL])) },
  { name: 'losses', card: lossesCard(lossesInput()) },
  { name: 'losses-next', card: lossesCard(lossesInput(AT_FLIP, { page: 2 })) },
  { name: 'losses-without-baseline', card: lossesCard(lossesInput(null, { mayCarry: false })) },
  { name: 'snapshots', card: snapshotsCard(snapshotsInput(4)) },
  { name: 'snapshots-many', card: snapshotsCard(snapshotsInput(40, { more: true, page: 3 })) },
  { name: 'snapshots-none', card: snapshotsCard(snapshotsInput(0)) },
  { name: 'carry', card: carryCard(carryInput()) },
  { name: 'carry-long', card: carryCard(carryInput(FULL)) },
  { name: 'carry-unknown', card: carryCard(carryInput(NOW, { hasBaseline: false, fileOffered: false })) },
];
