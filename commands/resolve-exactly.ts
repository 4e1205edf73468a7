import { assertNever } from '../services/assert-never.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { CommandContext } from './command.ts';
import { resolveMailbox } from './resolve-mailbox.ts';

export type Exactly = { readonly ok: true; readonly objectId: string } | Refusal;

const MOST_NAMED = 3;

/**
 * The one mailbox that is meant, where a button to pick one could not carry the rest of the line: then the whole address
 * has to be written. Addresses that the channel lost from the line are no help here, because they may belong to its
 * other words.
 */
export async function resolveExactly(
  context: CommandContext,
  { name, example }: { readonly name: string | undefined; readonly example: string },
): Promise<Exactly> {
  const { people } = context.hints;
  const [person] = people;
  if (person !== undefined && name !== undefined) return refuse('several_addresses', { example });
  const resolved = await resolveMailbox(
    { ...context, hints: { addresses: [], people } },
    { name, verb: 'check', example },
  );
  switch (resolved.kind) {
    case 'one':
      return { ok: true, objectId: resolved.objectId };
    case 'refused':
      return resolved.refusal;
    case 'ask': {
      const choices = resolved.reply.choices.slice(0, MOST_NAMED).map(({ primaryAddress }) => primaryAddress);
      return refuse('mailbox_unclear', { name: name?.slice(0, 60) ?? '', choices: choices.join(', ') });
    }
    default:
      return assertNever(resolved);
  }
}
