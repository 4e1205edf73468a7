import { block, type Finding, pass, unknown, warn } from '../mailbox/finding.ts';
import { momentWords } from './date-words.ts';
import { isWithin, type Looking } from './looking.ts';
import type { TenantFacts } from './tenant-facts.ts';

const LOOK = 'Look at the sync status in the Entra admin center.';

/** Whether directory sync is on and has run of late: without it, nothing comes back from on-premises. */
export function directorySyncFinding(
  { directorySync }: Pick<TenantFacts, 'directorySync'>,
  { rules, now }: Looking,
): Finding {
  if (directorySync.kind === 'unknown') return notTold(directorySync.why);
  const { enabled, lastSyncAt } = directorySync.value;
  if (enabled === false) {
    return block('sync_off', 'Directory sync is switched off for this tenant.', 'Switch directory sync on first.');
  }
  if (enabled === null || lastSyncAt === null) return notTold('The directory did not tell.');
  if (isWithin(rules.syncRecent.value, lastSyncAt, now))
    return pass('sync_seen', `The directory last synced ${at(lastSyncAt)}.`);
  return warn({
    code: 'sync_stale',
    sentence: `The directory last synced ${at(lastSyncAt)}, which is long ago.`,
    remedy: 'Find out why directory sync does not run before authority changes hands.',
    override: 'approver',
  });
}

function notTold(why: string): Finding {
  const sentence = `When the directory last synced is not known. ${why}`;
  return unknown({ code: 'sync_unknown', sentence, remedy: LOOK, override: 'requester' });
}

const at = (iso: string): string => `on ${momentWords(iso)}`;
