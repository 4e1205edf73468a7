import * as z from 'zod/v4';
import { type Archive, ArchiveError } from '../services/archive/archive.ts';
import { type ArchivedSnapshot, listSnapshots } from '../services/archive/list-snapshots.ts';
import { readReceipt } from '../services/audit/file-receipt.ts';
import { snapshotHash } from '../services/mailbox/snapshot.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { isHidden } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';
import { pageNumber } from './snapshot-name.ts';

const example = 'snapshots alice@contoso.com';

/** Requests that are looked at for why a snapshot was taken. */
const LOOKED_AT = 100;
/** Those of them, the newest, whose receipt is read for what was found afterwards. */
const RECEIPTS_READ = 20;

export const snapshots = defineCommand({
  name: 'snapshots',
  aliases: [],
  summary: 'Lists the archived snapshots of a mailbox, newest first.',
  usage: 'snapshots <mailbox>',
  examples: [example],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName, page: pageNumber }),
  positional: ['mailbox'],
  rest: true,
  run: async ({ mailbox, page = 1 }, context) => {
    const resolved = await resolveMailbox(context, { name: mailbox, verb: 'snapshots', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    return resolved.kind === 'ask'
      ? { ok: true, reply: resolved.reply }
      : await listed(context, resolved.objectId, page);
  },
});

async function listed(context: CommandContext, objectId: string, page: number): Promise<CommandResult> {
  const { archive, store } = context.services;
  const [list, history] = await Promise.all([listSnapshots(archive, objectId), store.historyOf(objectId, LOOKED_AT)]);
  const records = history.records.filter((record) => !isHidden(record, context));
  const found = await foundAfter(archive, records);
  const newest = list.snapshots.find(({ snapshot }) => snapshot !== null)?.snapshot;
  return {
    ok: true,
    reply: {
      kind: 'snapshots',
      mailbox: { objectId, userPrincipalName: newest?.userPrincipalName ?? objectId },
      rows: list.snapshots.map((archived) => ({
        hash: archived.hash,
        taken: archived.snapshot && {
          at: archived.snapshot.takenAt,
          isExchangeCloudManaged: archived.snapshot.isExchangeCloudManaged,
        },
        why: [...reasonsFor(archived, records), ...(found.get(archived.hash) ?? [])],
      })),
      more: list.more,
      page,
    },
  };
}

/** A snapshot belongs to every request that was shown, compared or found with it. */
function reasonsFor({ hash }: ArchivedSnapshot, records: readonly RequestRecord[]): readonly string[] {
  return records.flatMap(({ id, snapshotHash, driftHash, baselineHash }) => [
    ...(snapshotHash === hash ? [`for request ${id}, as it was shown for approval`] : []),
    ...(driftHash === hash ? [`by request ${id}, as it was found changed`] : []),
    ...(baselineHash === hash ? [`when it went to the cloud, what request ${id} compares with`] : []),
  ]);
}

/** What requests that ended left behind, by its hash. A receipt that cannot be believed explains nothing. */
async function foundAfter(
  archive: Archive,
  records: readonly RequestRecord[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ended = records.filter(({ receipts }) => receipts.after !== null).slice(0, RECEIPTS_READ);
  const hashes = await Promise.all(ended.map(({ id }) => hashAfter(archive, id)));
  const found = new Map<string, readonly string[]>();
  for (const [index, { id }] of ended.entries()) {
    const hash = hashes[index];
    if (hash) found.set(hash, [...(found.get(hash) ?? []), `after request ${id} was carried out`]);
  }
  return found;
}

async function hashAfter(archive: Archive, id: string): Promise<string | undefined> {
  try {
    const snapshot = (await readReceipt(archive, id, 'after'))?.snapshot;
    return snapshot && 'attributes' in snapshot ? snapshotHash(snapshot) : undefined;
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'archive_tampered') return undefined;
    throw error;
  }
}
