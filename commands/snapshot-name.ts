import * as z from 'zod/v4';
import { type FoundSnapshot, findSnapshot, listSnapshots } from '../services/archive/list-snapshots.ts';
import { assertNever } from '../services/assert-never.ts';
import { shortHash } from '../services/mailbox/canonical.ts';
import { type Snapshot, snapshotHash, takeSnapshot } from '../services/mailbox/snapshot.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { CommandContext } from './command.ts';

/** How a snapshot is named: by at least six characters of its hash. */
export const snapshotName = z
  .string('the snapshot must be named by text.')
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{6,64}$/, 'a snapshot is named by at least 6 characters of its hash, 0-9 and a-f.')
  .optional();

/** A snapshot, or the mailbox as it is. */
export const sideName = z
  .string('what to compare must be named by text.')
  .trim()
  .toLowerCase()
  .regex(/^(live|[0-9a-f]{6,64})$/, 'compare with "live" or with at least 6 characters of a hash, 0-9 and a-f.')
  .optional();

const oddPage = 'the page must be a number from 1.';
/** Typed pages are text, pressed ones numbers. */
export const pageNumber = z
  .union(
    [
      z.number(oddPage),
      z
        .string()
        .regex(/^\d{1,4}$/, oddPage)
        .transform(Number),
    ],
    oddPage,
  )
  .pipe(z.number(oddPage).int(oddPage).min(1, oddPage).max(9_999, oddPage))
  .optional();

/** A mailbox by its id, and by what the person called it, for sentences about it. */
export type Named = { readonly objectId: string; readonly called: string };

export type Side = {
  readonly ok: true;
  /** `live`, or what people see of the hash. */
  readonly name: string;
  readonly hash: string;
  readonly snapshot: Snapshot;
};

/** The archived snapshot with that name. */
export async function archivedSide(context: CommandContext, mailbox: Named, name: string): Promise<Side | Refusal> {
  const found = await findSnapshot(context.services.archive, mailbox.objectId, name);
  if (!found.ok) return snapshotRefusal(found.why, { name: shortHash(name), mailbox: mailbox.called });
  return { ok: true, name: shortHash(found.hash), hash: found.hash, snapshot: found.snapshot };
}

/** The snapshot that was taken last. */
export async function latestSide(context: CommandContext, { objectId, called }: Named): Promise<Side | Refusal> {
  const { snapshots } = await listSnapshots(context.services.archive, objectId);
  const [latest] = snapshots;
  if (!latest?.snapshot) return refuse('no_snapshots', { mailbox: called });
  return { ok: true, name: shortHash(latest.hash), hash: latest.hash, snapshot: latest.snapshot };
}

/** The mailbox as Exchange Online answers for it now. Nothing is archived. */
export async function liveSide(context: CommandContext, { objectId, called }: Named): Promise<Side | Refusal> {
  const mailbox = await context.services.exchange.read(objectId, context.signal);
  if (!mailbox) return refuse('mailbox_not_found', { name: called });
  const snapshot = takeSnapshot(mailbox, context.services.clock.now());
  return { ok: true, name: 'live', hash: snapshotHash(snapshot), snapshot };
}

/** Why a snapshot is not shown, in a sentence. */
export function snapshotRefusal(
  why: Extract<FoundSnapshot, { ok: false }>['why'],
  detail: { readonly name: string; readonly mailbox: string },
): Refusal {
  switch (why) {
    case 'none':
      return refuse('snapshot_not_found', detail);
    case 'several':
      return refuse('snapshot_ambiguous', detail);
    case 'tampered':
      return refuse('snapshot_tampered', { name: detail.name });
    default:
      return assertNever(why);
  }
}
