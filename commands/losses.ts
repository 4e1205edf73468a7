import * as z from 'zod/v4';
import { findSnapshot } from '../services/archive/list-snapshots.ts';
import { shortHash } from '../services/mailbox/canonical.ts';
import { fatesOf } from '../services/mailbox/fate.ts';
import { includesRole } from '../services/people/role.ts';
import { refuse } from '../services/refusal.ts';
import type { RequestRecord } from '../services/request/record.ts';
import { requestId, shownVersion } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { isHidden } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { pageNumber, snapshotRefusal } from './snapshot-name.ts';

export const losses = defineCommand({
  name: 'losses',
  aliases: [],
  summary: 'Shows what a rollback would do to each value of its mailbox.',
  usage: 'losses <id>',
  examples: ['losses 7Q4K-2M'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ request: requestId, version: shownVersion, page: pageNumber }),
  positional: ['request'],
  run: async ({ request, page = 1 }, context) => {
    const record = await context.services.store.get(request);
    if (!record || isHidden(record, context)) return refuse('request_not_found', { id: request });
    if (record.action === 'to-on-premises') return await preview(context, record, page);
    return { ok: true, reply: { kind: 'notice', sentence: `${request} is no rollback, so it overwrites no values.` } };
  },
});

async function preview(context: CommandContext, record: RequestRecord, page: number): Promise<CommandResult> {
  const { archive } = context.services;
  const { objectId } = record.subject;
  const [shown, atFlip] = await Promise.all([
    findSnapshot(archive, objectId, record.snapshotHash),
    record.baselineHash === null ? null : findSnapshot(archive, objectId, record.baselineHash),
  ]);
  if (!shown.ok) return snapshotRefusal(shown.why, { name: shortHash(record.snapshotHash), mailbox: record.id });
  const before = atFlip?.ok ? atFlip.snapshot : null;
  return {
    ok: true,
    reply: {
      kind: 'losses',
      id: record.id,
      mailbox: { objectId, userPrincipalName: shown.snapshot.userPrincipalName },
      fates: fatesOf(before, shown.snapshot),
      atFlip: before?.takenAt ?? null,
      shownAt: shown.snapshot.takenAt,
      page,
      mayCarry: includesRole(context.roles, 'requester'),
    },
  };
}
