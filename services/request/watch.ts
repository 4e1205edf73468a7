import type { RequestAction } from './action.ts';
import type { RequestRecord } from './record.ts';

// When a change is looked at again. The second look follows the tenant's own sync time, so its moment is only the
// earliest one; the third is a day after the change.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What the organisation's default says is no directory's business: it is looked at again only after a day. */
export function firstWatch(action: RequestAction, doneAt: Date, syncedBefore: string | null): RequestRecord['watch'] {
  const isDefault = action === 'default-to-cloud' || action === 'default-to-on-premises';
  if (isDefault) return { stage: 'after-a-day', nextAt: later(doneAt, DAY), syncedBefore };
  return { stage: 'after-sync', nextAt: later(doneAt, MINUTE), syncedBefore };
}

/** The look that follows a good one. */
export function afterRead(
  { readBacks, watch }: Pick<RequestRecord, 'readBacks' | 'watch'>,
  seen: 'after-sync' | 'after-a-day',
): RequestRecord['watch'] {
  const [first] = readBacks;
  if (seen === 'after-a-day' || first === undefined) return null;
  const nextAt = later(new Date(first.at), DAY);
  return { stage: 'after-a-day', nextAt, syncedBefore: watch?.syncedBefore ?? null };
}

const later = (moment: Date, milliseconds: number): string => new Date(moment.getTime() + milliseconds).toISOString();
