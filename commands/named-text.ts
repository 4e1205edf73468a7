import { isGuid } from '../services/http/guid.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { CommandContext } from './command.ts';

/** What a line names: an object id, which is settled when it is read, or a name to look for. */
export type Named =
  | { readonly ok: true; readonly kind: 'id'; readonly objectId: string }
  | { readonly ok: true; readonly kind: 'name'; readonly name: string }
  | Refusal;

/** An address that was typed, somebody who was mentioned, or the addresses that plain text had lost; two at once are a question. */
export function namedText(
  { hints }: Pick<CommandContext, 'hints'>,
  { name, example }: { readonly name: string | undefined; readonly example: string },
): Named {
  const [one, another] = wordsOrHints(name, hints);
  if (one === undefined) return refuse('no_mailbox_named', { example });
  if (another !== undefined) return refuse('several_addresses', { example });
  return isGuid(one) ? { ok: true, kind: 'id', objectId: one.toLowerCase() } : { ok: true, kind: 'name', name: one };
}

function wordsOrHints(name: string | undefined, hints: CommandContext['hints']): readonly string[] {
  const typed = name?.trim() ?? '';
  const addresses = typed.split(/\s+/).filter((word) => word.includes('@'));
  if (addresses.length > 1 || (addresses.length > 0 && hints.people.length > 0)) return [...addresses, ...hints.people];
  if (hints.people.length > 0) return hints.people;
  if (typed !== '' && (typed.includes('@') || hints.addresses.length === 0)) return [typed];
  return hints.addresses;
}
