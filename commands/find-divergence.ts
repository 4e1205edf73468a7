import * as z from 'zod/v4';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { Divergence } from '../services/sentinel/divergence.ts';
import type { CommandContext } from './command.ts';

/** The found state that a card shows; a typed line has none and means the present one. */
export const shownFound = z
  .string('that card does not say what it shows.')
  .regex(/^[0-9a-f]{64}$/, 'that card does not say what it shows.')
  .optional();

export type FoundDivergence = { readonly ok: true; readonly divergence: Divergence } | Refusal;

type Wanted = {
  readonly mailbox: string | undefined;
  readonly found?: string | undefined;
  readonly example: string;
};

/** No organisation leaves so many open that the one somebody names is beyond them. */
const LOOKED_AT = 5_000;

/**
 * The open divergence of the mailbox that a person names, by object id, UPN or display name. Only open ones are looked
 * at, so nothing has to be asked of Exchange. Refuses where a card shows something that has changed since.
 */
export async function findDivergence(
  { services, hints }: CommandContext,
  { mailbox, found, example }: Wanted,
): Promise<FoundDivergence> {
  const named = [mailbox ?? '', ...hints.people, ...hints.addresses].map((name) => name.trim().toLowerCase());
  const names = [...new Set(named)].filter((name) => name !== '');
  const [name] = names;
  if (name === undefined) return refuse('no_mailbox_named', { example });
  const { divergences } = await services.divergences.open(LOOKED_AT);
  const hits = divergences.filter((divergence) => names.some((one) => isNamed(divergence, one)));
  const [divergence] = hits;
  if (hits.length > 1) return refuse('several_addresses', { example });
  if (!divergence) return refuse('no_divergence', { mailbox: name });
  if (found !== undefined && found !== divergence.foundHash) {
    return refuse('divergence_changed', { mailbox: divergence.userPrincipalName });
  }
  return { ok: true, divergence };
}

function isNamed({ objectId, userPrincipalName, displayName }: Divergence, name: string): boolean {
  return [objectId, userPrincipalName, displayName].some((known) => known.toLowerCase() === name);
}
