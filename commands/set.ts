import * as z from 'zod/v4';
import { editFromWords, isEditable } from '../services/edit/edit-from-words.ts';
import { mailboxName, reason } from './arguments.ts';
import { prepare } from './ask.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { defineCommand } from './define-command.ts';
import { resolveExactly } from './resolve-exactly.ts';

const example = 'set alice@contoso.com hidden on';
const LONGEST_WORD = 2_000;
const MOST_WORDS = 1_000;

const oddWord = 'what to set must be text.';
const word = z.string(oddWord).max(LONGEST_WORD, 'that is longer than any value can be.');

export const set = defineCommand({
  name: 'set',
  aliases: ['edit'],
  summary: 'Changes a value of a cloud-managed mailbox, after it has been shown.',
  usage: 'set <mailbox> hidden|alias|primary|attribute|extension|mailtip|forward <value…> [--clear] [--keep on|off]',
  examples: [
    example,
    'set alice@contoso.com alias add alice.meyer@contoso.com',
    'set alice@contoso.com primary alice.meyer@contoso.com',
    'set alice@contoso.com attribute 7 "Berlin" --reason "She moves to Berlin"',
    'set alice@contoso.com extension 1 add "blue team" night-shift',
    'set alice@contoso.com mailtip --clear',
    'set alice@contoso.com forward sales@contoso.com --keep on',
    'set alice@contoso.com forward off',
  ],
  who: 'requester',
  changes: true,
  args: z.strictObject({
    mailbox: mailboxName,
    what: word.optional(),
    words: z.array(word, oddWord).max(MOST_WORDS, 'those are more words than fit in one change.').optional(),
    clear: word.optional(),
    keep: word.optional(),
    reason,
  }),
  positional: ['mailbox', 'what', 'words'],
  rest: 'each',
  run: async (args, context) => {
    const written = withoutMention(args, context);
    const read = editFromWords({ ...args, ...written }, context.services.rules);
    if (!read.ok) return read;
    return await edited(context, { name: written.mailbox, edits: read.edits, reason: args.reason });
  },
});

type Written = {
  readonly mailbox?: string | undefined;
  readonly what?: string | undefined;
  readonly words?: readonly string[] | undefined;
};

/** Somebody who was mentioned is the mailbox, and is gone from the line: its first word says what to change. */
function withoutMention({ mailbox, what, words = [] }: Written, { hints }: CommandContext): Written {
  const isShifted = hints.people.length > 0 && mailbox !== undefined && isEditable(mailbox);
  if (!isShifted) return { mailbox, what, words };
  return { mailbox: undefined, what: mailbox, words: what === undefined ? words : [what, ...words] };
}

type Asked = {
  readonly name: string | undefined;
  readonly edits: Parameters<typeof prepare>[2]['edits'];
  readonly reason: string | undefined;
};

async function edited(context: CommandContext, { name, edits = [], reason: why }: Asked): Promise<CommandResult> {
  const resolved = await resolveExactly(context, { name, example });
  if (!resolved.ok) return resolved;
  return await prepare(context, { reason: why }, { action: 'edit', objectId: resolved.objectId, edits });
}
