import { assertNever } from '../assert-never.ts';
import { isGuid } from '../http/guid.ts';
import { ATTRIBUTES, type AttributeName, type Attributes, type AttributeValue } from './attribute.ts';
import { type Change, diffSnapshots } from './diff.ts';
import { type Edit, isEdited } from './edit.ts';
import { restoreAddresses } from './restore-addresses.ts';
import { type Impossible, RESTORE_RULES } from './restore-rules.ts';
import { isSmtpAddress } from './smtp-shape.ts';
import type { Snapshot } from './snapshot.ts';

export type Restoration = { readonly edits: readonly Edit[]; readonly impossible: readonly Impossible[] };

export type RestoreWish = {
  readonly snapshot: Snapshot;
  readonly now: Snapshot;
  /** What to bring back; everything that differs when it is left out. */
  readonly names?: readonly AttributeName[] | undefined;
  /** The organisation's accepted domains, in lower case. */
  readonly domains: readonly string[];
  /** The most characters of a MailTip. */
  readonly mailTipLength: number;
};

const CONTROL = /[\p{Cc}\p{Cs}]/u;
/** Several lines are fine in a text. */
const CONTROL_IN_TEXT = /[^\P{Cc}\n\r\t]|\p{Cs}/u;
const HTML = /[<>]/;

/**
 * The edits that bring the values of a snapshot back, and everything that differs and does not come back: identity,
 * type, archive and holds; values that cannot be sent again; names that might mean somebody else by now. Nothing that
 * differs is passed over in silence. Every edit is one that `editParameters` takes; addresses are only added and
 * removed.
 */
export function restoreEdits(wish: RestoreWish): Restoration {
  const changes = diffSnapshots(wish.snapshot, wish.now).filter(({ name }) => isWanted(wish, name));
  const attributes = changes.filter((change): change is AttributeChange => isAttribute(change.name));
  const edits: Edit[] = [];
  const impossible: Impossible[] = changes.flatMap(({ name }) => (isAttribute(name) ? [] : identity(name)));
  const addresses = attributes.filter(({ name }) => RESTORE_RULES[name].how === 'addresses');
  if (addresses.length > 0) {
    const restored = restoreAddresses({
      snapshot: wish.snapshot.attributes,
      now: wish.now.attributes,
      whole: addresses.some(({ name }) => name === 'EmailAddresses'),
      domains: wish.domains,
    });
    edits.push(...restored.edits);
    impossible.push(...restored.impossible);
  }
  for (const change of attributes) {
    const { edit, why } = restored(wish, change);
    if (edit) edits.push(edit);
    if (why !== undefined) impossible.push({ name: change.name, why });
  }
  return { edits: edits.filter((edit) => !isEdited(wish.now.attributes, [edit])), impossible };
}

type AttributeChange = Change & { readonly name: AttributeName };
type Restored = { readonly edit?: Edit; readonly why?: string };

const isAttribute = (name: Change['name']): name is AttributeName => name in ATTRIBUTES;

/** A name brings along what has no setting of its own but follows from another. */
function isWanted({ names }: RestoreWish, name: Change['name']): boolean {
  if (names === undefined) return true;
  const wanted = names.flatMap((one) => {
    const rule = RESTORE_RULES[one];
    return rule.how === 'with' ? [one, rule.other] : [one];
  });
  return wanted.some((one) => one === name);
}

function identity(name: Exclude<Change['name'], AttributeName>): readonly Impossible[] {
  switch (name) {
    case 'userPrincipalName':
      return [{ name, why: 'It is mastered in Active Directory: change it there.' }];
    case 'exchangeGuid':
      return [{ name, why: 'Another mailbox is behind the same person by now.' }];
    case 'isDirSynced':
    case 'isExchangeCloudManaged':
      return [{ name, why: 'Who manages the mailbox changes by "request" and "rollback" only.' }];
    // Told once, as the attribute of the mailbox.
    case 'type':
      return [];
    default:
      return assertNever(name);
  }
}

function restored(wish: RestoreWish, { name, before, after }: AttributeChange): Restored {
  const rule = RESTORE_RULES[name];
  if (rule.how === 'addresses') return {};
  if (rule.how === 'never') return { why: rule.why };
  if (before === undefined) return { why: 'The snapshot does not know it.' };
  if (after === undefined) return { why: 'It could not be read now.' };
  switch (rule.how) {
    case 'with':
      return differs(wish, rule.other) ? {} : { why: `It follows from ${ATTRIBUTES[rule.other].label}.` };
    case 'recipients':
      return recipients(name, before);
    case 'value':
      if (rule.needed && isEmpty(before)) return { why: 'It cannot be emptied.' };
      return valueBack(wish, name, before);
    default:
      return assertNever(rule);
  }
}

function differs({ snapshot, now }: RestoreWish, other: AttributeName): boolean {
  return diffSnapshots(snapshot, now).some(({ name }) => name === other);
}

const isEmpty = (value: AttributeValue): boolean => value === null || value === '' || listOf(value)?.length === 0;
const listOf = (value: AttributeValue): readonly string[] | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

function valueBack(wish: RestoreWish, name: AttributeName, before: AttributeValue): Restored {
  const { form } = ATTRIBUTES[name];
  switch (form) {
    case 'flag':
      if (typeof before !== 'boolean') return { why: 'The snapshot does not know it.' };
      if (name === 'ModerationEnabled' && before && !hasModerators(wish.now.attributes))
        return { why: 'Moderation needs moderators first.' };
      return { edit: { kind: 'set', name, value: before } };
    case 'text':
      return textBack(wish, name, typeof before === 'string' ? before : '');
    case 'set':
      return listBack(name, typeof before === 'string' ? [before] : (listOf(before) ?? []));
    case 'addresses':
      return {};
    default:
      return assertNever(form);
  }
}

const hasModerators = ({ ModeratedBy }: Attributes): boolean => !isEmpty(ModeratedBy ?? null);

function textBack({ mailTipLength }: RestoreWish, name: AttributeName, text: string): Restored {
  if (text === '') return { edit: { kind: 'set', name, value: null } };
  if (CONTROL_IN_TEXT.test(text)) return { why: 'It has characters that cannot be sent.' };
  if (name === 'ForwardingSmtpAddress') {
    const address = text.replace(/^smtp:/i, '');
    return isSmtpAddress(address)
      ? { edit: { kind: 'set', name, value: address } }
      : { why: 'The snapshot has no mail address there.' };
  }
  if (name === 'MailTip' && HTML.test(text)) return { why: 'It has HTML of its own: set it by hand.' };
  if (name === 'MailTip' && [...text].length > mailTipLength)
    return { why: `It is longer than the ${mailTipLength} characters that Exchange Online takes today.` };
  return { edit: { kind: 'set', name, value: text } };
}

function listBack(name: AttributeName, entries: readonly string[]): Restored {
  if (entries.some((entry) => entry.trim() === '' || CONTROL.test(entry)))
    return { why: 'It has entries that cannot be sent.' };
  return { edit: { kind: 'set', name, value: entries.length === 0 ? null : entries } };
}

/** Exchange shows recipients by a name that several may have; only an identifier or an address names one. */
function recipients(name: AttributeName, before: AttributeValue): Restored {
  if (isEmpty(before)) return { edit: { kind: 'set', name, value: null } };
  const entries = typeof before === 'string' ? [before] : (listOf(before) ?? []);
  if (!entries.every((entry) => isGuid(entry) || isSmtpAddress(entry)))
    return { why: 'Exchange shows it by names that several people may have: set it by hand.' };
  return { edit: { kind: 'set', name, value: typeof before === 'string' ? before : entries } };
}
