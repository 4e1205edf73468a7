import { assertNever } from '../assert-never.ts';
import { ATTRIBUTES, type AttributeName } from '../mailbox/attribute.ts';
import type { Edit } from '../mailbox/edit.ts';
import type { Hashtable, ParameterValue } from './cmdlet-call.ts';
import { ExchangeError } from './exchange.ts';
import { mailboxNameOf } from './mailbox-name.ts';

const HASHTABLE = '#Exchange.GenericHashTable';
const CONTROL = /[\p{Cc}\p{Cs}]/u;
/** A MailTip and the retention comment may run over several lines. */
const CONTROL_IN_TEXT = /[^\P{Cc}\n\r\t]|\p{Cs}/u;

/** What `Get-Mailbox` shows and `Set-Mailbox` has no parameter for, or under another name. */
const NOT_SET: ReadonlySet<AttributeName> = new Set([
  'PrimarySmtpAddress',
  'RecipientTypeDetails',
  'ArchiveGuid',
  'ArchiveStatus',
]);

type ListEdit = Extract<Edit, { kind: 'list' }>;
type SetEdit = Extract<Edit, { kind: 'set' }>;

/**
 * The parameters of the one `Set-Mailbox` that makes all the edits. Several list edits of one attribute become one, as
 * if made one after the other.
 * @throws ExchangeError `rejected`, before anything is sent, for edits that cannot be meant: nothing to change; an
 * attribute that cannot be set; a value of the wrong kind; one attribute set twice; all addresses replaced, which would
 * take X500, SIP and SPO entries along; a primary address set by an entry with `SMTP:` instead of
 * `WindowsEmailAddress`.
 */
export function editParameters(edits: readonly Edit[]): Readonly<Record<string, ParameterValue>> {
  const parameters: Record<string, ParameterValue> = {};
  const lists = new Map<AttributeName, ListEdit>();
  for (const edit of edits) {
    if (NOT_SET.has(edit.name)) throw refused(edit.name, 'cannot be set');
    const isNamed = Object.hasOwn(parameters, edit.name) || lists.has(edit.name);
    if (edit.kind === 'list' && !Object.hasOwn(parameters, edit.name)) {
      lists.set(edit.name, joined(lists.get(edit.name), edit));
    } else if (isNamed || edit.kind === 'list') throw refused(edit.name, 'is set twice');
    else parameters[edit.name] = singleValue(edit);
  }
  for (const [name, edit] of lists) {
    const value = listChange(edit);
    if (value !== undefined) parameters[name] = value;
  }
  if (Object.keys(parameters).length === 0) throw new ExchangeError('rejected', 'There is nothing to change.');
  return parameters;
}

function joined(earlier: ListEdit | undefined, later: ListEdit): ListEdit {
  if (earlier === undefined) return later;
  return {
    ...later,
    add: [...without(earlier.add, [...later.remove, ...later.add]), ...later.add],
    remove: [...without(earlier.remove, later.remove), ...later.remove],
  };
}

function without(entries: readonly string[], gone: readonly string[]): readonly string[] {
  const folded = new Set(gone.map((entry) => entry.toLowerCase()));
  return entries.filter((entry) => !folded.has(entry.toLowerCase()));
}

/** Only the keys that say something: a hashtable without entries would clear the list. */
function listChange({ name, add, remove }: ListEdit): Hashtable | undefined {
  const { form } = ATTRIBUTES[name];
  if (form !== 'set' && form !== 'addresses') throw refused(name, 'is no list');
  for (const entry of [...add, ...remove])
    if (entry.trim() === '' || CONTROL.test(entry)) throw refused(name, 'cannot hold such an entry');
  if (form === 'addresses' && add.some((entry) => entry.startsWith('SMTP:')))
    throw refused(name, 'does not set the primary address, WindowsEmailAddress does');
  if (add.length === 0 && remove.length === 0) return undefined;
  return {
    '@odata.type': HASHTABLE,
    ...(add.length === 0 ? {} : { Add: add }),
    ...(remove.length === 0 ? {} : { Remove: remove }),
  };
}

function singleValue({ name, value }: SetEdit): ParameterValue {
  const { form } = ATTRIBUTES[name];
  switch (form) {
    case 'text':
      return textValue(name, value);
    case 'flag':
      if (typeof value !== 'boolean') throw refused(name, 'is on or off');
      return value;
    case 'set':
      return wholeList(name, value);
    case 'addresses':
      throw refused(name, 'are added and removed, never replaced');
    default:
      return assertNever(form);
  }
}

/** A hashtable without entries is how a list is cleared. */
function wholeList(name: AttributeName, value: SetEdit['value']): ParameterValue {
  if (typeof value === 'boolean') throw refused(name, 'is a list');
  const entries = typeof value === 'string' ? [value] : (value ?? []);
  if (entries.some((entry) => CONTROL.test(entry))) throw refused(name, 'cannot hold such a value');
  return entries.length === 0 ? { '@odata.type': HASHTABLE } : entries;
}

function textValue(name: AttributeName, value: SetEdit['value']): ParameterValue {
  if (typeof value !== 'string' && value !== null) throw refused(name, 'is a text');
  if (name === 'WindowsEmailAddress' && mailboxNameOf(value ?? '')?.kind !== 'address')
    throw refused(name, 'is an SMTP address');
  if (value === null || value === '') return null;
  if (CONTROL_IN_TEXT.test(value)) throw refused(name, 'cannot hold such a value');
  return value;
}

/** Names the attribute, never the value. */
function refused(name: AttributeName, why: string): ExchangeError {
  return new ExchangeError('rejected', `${ATTRIBUTES[name].label} ${why}.`, { context: { attribute: name } });
}
