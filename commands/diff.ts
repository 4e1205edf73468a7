import * as z from 'zod/v4';
import { shortHash } from '../services/mailbox/canonical.ts';
import { diffSnapshots } from '../services/mailbox/diff.ts';
import type { Refusal } from '../services/refusal.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';
import {
  archivedSide,
  latestSide,
  liveSide,
  type Named,
  pageNumber,
  type Side,
  sideName,
  snapshotName,
} from './snapshot-name.ts';

const example = 'diff alice@contoso.com 1a2b3c4d live';

export const diff = defineCommand({
  name: 'diff',
  aliases: ['compare'],
  summary: 'Compares two snapshots of a mailbox, or one with the mailbox as it is now.',
  usage: 'diff <mailbox> [snapshot|live] [snapshot|live]',
  examples: [example, 'diff alice@contoso.com'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ mailbox: mailboxName, from: sideName, to: sideName, page: pageNumber, seen: snapshotName }),
  positional: ['mailbox', 'from', 'to'],
  run: async (args, context) => {
    const resolved = await resolveMailbox(context, { name: args.mailbox, verb: 'diff', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    if (resolved.kind === 'ask') return { ok: true, reply: resolved.reply };
    const { objectId } = resolved;
    return await compared(context, { objectId, called: args.mailbox ?? objectId }, args);
  },
});

type Wanted = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly page?: number | undefined;
  readonly seen?: string | undefined;
};

async function compared(context: CommandContext, mailbox: Named, wanted: Wanted): Promise<CommandResult> {
  const sides = await Promise.all(namesOf(wanted).map((name) => sideOf(context, mailbox, name)));
  const [from, to] = sides;
  const refused = sides.find((side) => !side.ok);
  if (refused && !refused.ok) return refused;
  if (!from?.ok || !to?.ok) throw new Error('A comparison has two sides.');
  const live = [from, to].find(({ name }) => name === 'live');
  const seen = live ? shortHash(live.hash) : null;
  const restarted = wanted.seen !== undefined && wanted.seen !== seen;
  return {
    ok: true,
    reply: {
      kind: 'diff',
      mailbox: { objectId: mailbox.objectId, userPrincipalName: to.snapshot.userPrincipalName },
      from: { name: from.name, takenAt: from.snapshot.takenAt },
      to: { name: to.name, takenAt: to.snapshot.takenAt },
      changes: diffSnapshots(from.snapshot, to.snapshot),
      page: restarted ? 1 : (wanted.page ?? 1),
      seen,
      restarted,
    },
  };
}

/** The latest snapshot against the mailbox as it is, unless something else is said. */
function namesOf({ from, to }: Wanted): readonly [string, string] {
  if (from === 'live' && to === undefined) return ['latest', 'live'];
  return [from ?? 'latest', to ?? 'live'];
}

function sideOf(context: CommandContext, mailbox: Named, name: string): Promise<Side | Refusal> {
  if (name === 'live') return liveSide(context, mailbox);
  return name === 'latest' ? latestSide(context, mailbox) : archivedSide(context, mailbox, name);
}
