import * as z from 'zod/v4';
import { baselineSnapshot } from '../services/archive/baseline-snapshot.ts';
import { archiveSnapshot } from '../services/archive/snapshot-archive.ts';
import { type CarryScript, carryScript } from '../services/carry/carry-script.ts';
import { shortHash } from '../services/mailbox/canonical.ts';
import { lossesOf } from '../services/mailbox/loss.ts';
import type { Snapshot } from '../services/mailbox/snapshot.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import { mailboxName } from './arguments.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';
import { archivedSide, liveSide, type Named, type Side, snapshotName } from './snapshot-name.ts';
import type { CarryReply } from './value-replies.ts';

const example = 'carry alice@contoso.com';

export const carry = defineCommand({
  name: 'carry',
  aliases: [],
  summary: 'Writes the PowerShell that carries cloud values back on-premises.',
  usage: 'carry <mailbox> [snapshot]',
  examples: [example, 'carry alice@contoso.com 1a2b3c4d'],
  who: 'requester',
  // It hands out the values of a mailbox, so the role is asked afresh, and one line makes one file.
  changes: true,
  args: z.strictObject({ mailbox: mailboxName, snapshot: snapshotName }),
  positional: ['mailbox', 'snapshot'],
  run: async ({ mailbox, snapshot }, context) => {
    const resolved = await resolveMailbox(context, { name: mailbox, verb: 'carry', example });
    if (resolved.kind === 'refused') return resolved.refusal;
    if (resolved.kind === 'ask') return { ok: true, reply: resolved.reply };
    const { objectId } = resolved;
    return await written(context, { objectId, called: mailbox ?? objectId }, snapshot);
  },
});

async function written(context: CommandContext, mailbox: Named, snapshot: string | undefined): Promise<CommandResult> {
  const live = await liveSide(context, mailbox);
  if (!live.ok) return live;
  const wanted = snapshot === undefined ? cloudValues(live) : await archivedSide(context, mailbox, snapshot);
  if (!wanted.ok) return wanted;
  const losses = lossesOf(await lastOnPremises(context, live.snapshot), wanted.snapshot);
  if (losses?.length === 0) return nothingToCarry(live.snapshot.userPrincipalName);
  // The hash in the script must lead to what it was made from.
  const hash = await archiveSnapshot(context.services.archive, wanted.snapshot);
  const isHandedBack = live.snapshot.isExchangeCloudManaged === false;
  const madeAt = context.services.clock.now();
  const script = carryScript({ snapshot: wanted.snapshot, hash, losses, madeAt, isHandedBack });
  return await handedOut(context, { wanted, script, hasBaseline: losses !== undefined, isHandedBack });
}

/** The values that only the cloud has, which needs a mailbox that is cloud-managed. */
function cloudValues(live: Side): Side | Refusal {
  const { isDirSynced, isExchangeCloudManaged, userPrincipalName: mailbox } = live.snapshot;
  if (isDirSynced === false) return refuse('not_synced', { mailbox });
  if (isExchangeCloudManaged === null) return refuse('authority_unknown', { mailbox });
  return isExchangeCloudManaged ? live : refuse('carry_on_premises', { mailbox });
}

/** What Active Directory has, as far as it is known: while it manages the mailbox, what the cloud shows. */
async function lastOnPremises({ services }: CommandContext, live: Snapshot): Promise<Snapshot | undefined> {
  return live.isExchangeCloudManaged === false ? live : await baselineSnapshot(services, live.objectId);
}

function nothingToCarry(mailbox: string): CommandResult {
  const sentence = `There is nothing to carry: every value of ${mailbox} is as Active Directory last had it.`;
  return { ok: true, reply: { kind: 'notice', sentence } };
}

type HandOut = {
  readonly wanted: Side;
  readonly script: CarryScript;
  readonly hasBaseline: boolean;
  readonly isHandedBack: boolean;
};

/** Values of a mailbox go to the one who asked, and to nobody else. */
async function handedOut(context: CommandContext, { wanted, script, ...known }: HandOut): Promise<CommandResult> {
  const { objectId, userPrincipalName } = wanted.snapshot;
  const fileName = fileNameOf(userPrincipalName, wanted.hash);
  if (!(await context.openPersonalChat())) return refuse('no_private_place');
  const fileOffered = await context.offerFile({
    name: fileName,
    description: 'PowerShell that carries cloud values back on-premises. Read it before it is run.',
    content: script.text,
    contentType: 'text/plain; charset=utf-8',
    who: 'requester',
    line: `carry ${userPrincipalName}`,
  });
  const reply: CarryReply = {
    kind: 'carry',
    mailbox: { objectId, userPrincipalName },
    hash: wanted.hash,
    fileName,
    script: script.text,
    carried: script.carried.length,
    byHand: script.byHand.length,
    ...known,
    fileOffered,
  };
  if (context.conversation.isPersonal) return { ok: true, reply };
  if (!(await context.showPrivately(reply))) return refuse('no_private_place');
  return { ok: true, reply: { kind: 'notice', sentence: 'I sent the script to our personal chat: look at it there.' } };
}

/** Letters that every file system takes, whatever the mailbox is called. */
function fileNameOf(userPrincipalName: string, hash: string): string {
  const local = (userPrincipalName.split('@')[0] ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '-').slice(0, 40);
  return `carry-${local.replace(/^[.-]+/, '') || 'mailbox'}-${shortHash(hash)}.ps1`;
}
