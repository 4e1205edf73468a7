import * as z from 'zod/v4';
import { ATTRIBUTE_NAMES, type AttributeName, type Attributes, type AttributeValue } from './attribute.ts';
import { canonicalJson } from './canonical.ts';
import { comparable } from './compare.ts';

const attribute = z.enum(ATTRIBUTE_NAMES as [AttributeName, ...AttributeName[]]);

/**
 * One change of one attribute: a value or a list set as a whole, or entries added to and removed from a list. `null`
 * and an empty list clear.
 * The primary address is changed by setting `WindowsEmailAddress`: Exchange keeps the old one as an alias.
 */
export const editSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('set'),
      name: attribute,
      value: z.union([z.string(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('list'),
      name: attribute,
      add: z.array(z.string()).readonly(),
      remove: z.array(z.string()).readonly(),
    })
    .readonly(),
]);
export type Edit = z.infer<typeof editSchema>;

/**
 * The attributes as Exchange would show them after the edits; what an edit does not name stays as it is. Values that
 * Exchange turns into names of recipients (`ForwardingAddress`, `GrantSendOnBehalfTo` and their like) come back under
 * those names, so such an edit can only be foreseen when it is written with them.
 */
export function edited(before: Attributes, edits: readonly Edit[]): Attributes {
  return edits.reduce<Attributes>((attributes, edit) => applied(attributes, edit), before);
}

/** Whether every edit is already so. An attribute that could not be read is not known to be so. */
export function isEdited(now: Attributes, edits: readonly Edit[]): boolean {
  const wanted = edited(now, edits);
  return ATTRIBUTE_NAMES.every((name) => same(name, now[name], wanted[name])) && edits.every(({ name }) => name in now);
}

function same(name: AttributeName, one: AttributeValue | undefined, other: AttributeValue | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(comparable(name, one)) === canonicalJson(comparable(name, other));
}

function applied(before: Attributes, edit: Edit): Attributes {
  if (edit.kind === 'list') return { ...before, [edit.name]: changedList(before[edit.name], edit) };
  if (edit.name === 'WindowsEmailAddress' && typeof edit.value === 'string') return withPrimary(before, edit.value);
  if (edit.name === 'ForwardingSmtpAddress' && typeof edit.value === 'string' && edit.value !== '')
    return { ...before, [edit.name]: prefixed(edit.value) };
  return { ...before, [edit.name]: edit.value };
}

/** What is removed goes first. An entry that is there already stays as it is spelt, the primary address as primary. */
function changedList(
  before: AttributeValue | undefined,
  { name, add, remove }: Extract<Edit, { kind: 'list' }>,
): readonly string[] {
  const keyOf = (entry: string): string => (name === 'EmailAddresses' ? folded(prefixed(entry)) : folded(entry));
  const gone = new Set(remove.map(keyOf));
  const kept = listOf(before).filter((entry) => !gone.has(keyOf(entry)));
  const there = new Set(kept.map(keyOf));
  const added = add.filter((entry) => !there.has(keyOf(entry)));
  return [...kept, ...(name === 'EmailAddresses' ? added.map(prefixed) : added)];
}

/** `SMTP:` marks the one primary; the former one stays as an alias. */
function withPrimary(before: Attributes, address: string): Attributes {
  const others = listOf(before.EmailAddresses)
    .filter((entry) => folded(prefixed(entry)) !== folded(`smtp:${address}`))
    .map((entry) => entry.replace(/^SMTP:/, 'smtp:'));
  return {
    ...before,
    WindowsEmailAddress: address,
    PrimarySmtpAddress: address,
    EmailAddresses: [`SMTP:${address}`, ...others],
  };
}

const listOf = (value: AttributeValue | undefined): readonly string[] => (Array.isArray(value) ? value : []);
const folded = (entry: string): string => entry.toLowerCase();
/** Exchange reads an address without a type as an SMTP address, and shows it as one. */
const prefixed = (address: string): string => (address.includes(':') ? address : `smtp:${address}`);
