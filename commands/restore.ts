import * as z from 'zod/v4';
import { attributesFromWords } from '../services/edit/attributes-from-words.ts';
import { masteredElsewhere } from '../services/edit/mastered-elsewhere.ts';
import type { AttributeName } from '../services/mailbox/attribute.ts';
import { labelOf } from '../services/mailbox/diff.ts';
import { restoreEdits } from '../services/mailbox/restore-edits.ts';
import type { Impossible } from '../services/mailbox/restore-rules.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import { mailboxName, reason } from './arguments.ts';
import { prepare } from './ask.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { resolveExactly } from './resolve-exactly.ts';
import { archivedSide, liveSide, type Side, snapshotName } from './snapshot-name.ts';

const example = 'restore alice@contoso.com 1a2b3c4d mailtip';
const MOST_WORDS = 200;
const LONGEST_WORD = 100;
/** As many labelled values as a card shows; what is more stands below them. */
const MOST_FACTS = 20;

const oddName = 'what to restore is named by words.';

export const restore = defineCommand({
  name: 'restore',
  aliases: [],
  summary: 'Brings values of a cloud-managed mailbox back from a snapshot, after they have been shown.',
  usage: 'restore <mailbox> <snapshot> [attributes…] [--reason "…"]',
  examples: [example, 'restore alice@contoso.com 1a2b3c4d'],
  who: 'requester',
  changes: true,
  args: z.strictObject({
    mailbox: mailboxName,
    snapshot: snapshotName,
    attributes: z
      .array(z.string(oddName).max(LONGEST_WORD, oddName), oddName)
      .max(MOST_WORDS, 'those are more words than there are attributes.')
      .optional(),
    reason,
  }),
  positional: ['mailbox', 'snapshot', 'attributes'],
  rest: 'each',
  run: async (args, context) => {
    const { mailbox, snapshot, attributes, reason: why } = args;
    if (snapshot === undefined) return unclear('name the snapshot, as "snapshots" shows it.');
    const named = namesFrom(attributes);
    if (!named.ok) return named;
    const resolved = await resolveExactly(context, { name: mailbox, example });
    if (!resolved.ok) return resolved;
    const { objectId } = resolved;
    const sides = await bothSides(context, { objectId, called: mailbox ?? objectId }, snapshot);
    return sides.ok ? await restored(context, { ...sides, names: named.names, reason: why }) : sides;
  },
});

const unclear = (what: string): Refusal => refuse('unclear_line', { what, example });

type Names = { readonly ok: true; readonly names: readonly AttributeName[] | undefined } | Refusal;

/** Without names everything that differs comes back. */
function namesFrom(words: readonly string[] = []): Names {
  if (words.length === 0) return { ok: true, names: undefined };
  const named = attributesFromWords(words);
  if (named.ok) return named;
  const what = masteredElsewhere(named.words);
  if (what !== undefined) return refuse('mastered_elsewhere', { what });
  return unclear(`"${(named.words[0] ?? '').slice(0, 40)}" is no attribute of a mailbox.`);
}

type Sides = { readonly ok: true; readonly old: Side; readonly live: Side } | Refusal;

async function bothSides(
  context: CommandContext,
  mailbox: Parameters<typeof liveSide>[1],
  name: string,
): Promise<Sides> {
  const live = await liveSide(context, mailbox);
  if (!live.ok) return live;
  const old = await archivedSide(context, { ...mailbox, called: live.snapshot.userPrincipalName }, name);
  if (!old.ok) return old;
  const { isDirSynced, isExchangeCloudManaged, userPrincipalName } = live.snapshot;
  if (isDirSynced === true && isExchangeCloudManaged === false)
    return refuse('restore_on_premises', { mailbox: userPrincipalName, snapshot: old.name });
  return { ok: true, old, live };
}

type Restoring = {
  readonly old: Side;
  readonly live: Side;
  readonly names: readonly AttributeName[] | undefined;
  readonly reason: string | undefined;
};

async function restored(context: CommandContext, { old, live, names, reason: why }: Restoring): Promise<CommandResult> {
  const { exchange, rules } = context.services;
  const { edits, impossible } = restoreEdits({
    snapshot: old.snapshot,
    now: live.snapshot,
    names,
    domains: await exchange.acceptedDomains(context.signal),
    mailTipLength: rules.mailTipLength.value,
  });
  const mailbox = live.snapshot.userPrincipalName;
  if (edits.length === 0 && impossible.length === 0)
    return refuse('nothing_to_restore', { mailbox, snapshot: old.name });
  if (edits.length === 0) return told(impossible, `Nothing of ${old.name} can be restored.`);
  const wish = { action: 'edit', objectId: live.snapshot.objectId, edits } as const;
  const prepared = await prepare(context, { reason: why }, wish);
  if (!prepared.ok || prepared.reply.kind !== 'notice' || impossible.length === 0) return prepared;
  return told(impossible, `${prepared.reply.sentence} This does not come back:`);
}

/** What does not come back, each with its reason: nothing that differs is passed over in silence. */
function told(impossible: readonly Impossible[], title: string): CommandResult {
  const facts = impossible.map(({ name, why }) => ({ label: labelOf(name), value: why }));
  const notes = facts.slice(MOST_FACTS).map(({ label, value }) => `${label}: ${value}`);
  return { ok: true, reply: { kind: 'facts', title, facts: facts.slice(0, MOST_FACTS), notes } };
}
