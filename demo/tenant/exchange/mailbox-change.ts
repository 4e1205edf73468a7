// Works out what a Set-Mailbox call changes, on a copy, before anything is stored: so a refused call changes nothing
// and a call that changes nothing can say so.

import {
  BOOLEAN_ATTRIBUTES,
  CUSTOM_ATTRIBUTES,
  LIST_ATTRIBUTES,
  NULLABLE_ATTRIBUTES,
} from '../directory/attribute-names.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import { listOf, textOf } from '../directory/directory-object.ts';
import { isAccepted } from '../directory/domains.ts';
import {
  primaryOf,
  promote,
  sameAddress,
  setAddresses,
  setPrimary,
  smtpOf,
  withPrefix,
} from '../directory/mail-addresses.ts';
import type { CmdletCall } from './cmdlet.ts';
import { failCmdlet, failValue } from './exchange-error.ts';
import { findOne } from './find-recipient.ts';
import type { ListChange } from './parameter-binding.ts';
import { changedList, isListChange } from './parameter-binding.ts';

const TYPES: Readonly<Record<string, string>> = {
  regular: 'UserMailbox',
  shared: 'SharedMailbox',
  room: 'RoomMailbox',
  equipment: 'EquipmentMailbox',
};

const NAME_LISTS: readonly string[] = LIST_ATTRIBUTES.filter(
  (name) => !name.startsWith('Extension') && name !== 'EmailAddresses' && name !== 'MailTipTranslations',
);

function checkAddress(call: CmdletCall, object: DirectoryObject, entry: string): void {
  const address = smtpOf(entry);
  if (address === null) return;
  if (!isAccepted(address.split('@')[1] ?? '')) {
    const type = 'Microsoft.Exchange.Management.RecipientTasks.NotAcceptedDomainException';
    failCmdlet({
      type,
      message: `You can't use the domain because it's not an accepted domain for your organization. (${address})`,
    });
  }
  const owner = call.tenant.state.objects.find(
    (other) =>
      other !== object &&
      other.objectId !== object.objectId &&
      listOf(other.cloud.EmailAddresses).some((known) => smtpOf(known) === address),
  );
  if (owner === undefined) return;
  const type = 'Microsoft.Exchange.Data.Directory.ProxyAddressExistsException';
  failCmdlet({
    type,
    message: `The proxy address "SMTP:${address}" is already being used by the proxy addresses or LegacyExchangeDN of "${owner.name}". Please choose another proxy address.`,
  });
}

function changeAddresses(call: CmdletCall, object: DirectoryObject, change: ListChange): void {
  const before = listOf(object.cloud.EmailAddresses);
  const add = change.add.map(withPrefix);
  let after = changedList(before, { ...change, add, remove: change.remove.map(withPrefix) });
  const promoted = change.replace ? undefined : add.find((entry) => entry.startsWith('SMTP:'));
  if (promoted !== undefined) after = promote(after, promoted.slice(5));
  if (primaryOf(after) === '') failValue('EmailAddresses', 'There is no primary SMTP address for this recipient.');
  for (const entry of after) if (!before.some((known) => sameAddress(known, entry))) checkAddress(call, object, entry);
  setAddresses(object.cloud, after);
}

function changePrimary(call: CmdletCall, object: DirectoryObject, address: string): void {
  const known = listOf(object.cloud.EmailAddresses).some((entry) => smtpOf(entry) === address.toLowerCase());
  if (!known) checkAddress(call, object, `smtp:${address}`);
  setPrimary(object.cloud, address);
}

function nameOf(call: CmdletCall, identity: string): string {
  return findOne(
    call.tenant.state.objects.filter((object) => object.mailEnabled),
    identity,
  ).name;
}

function changeList(call: CmdletCall, object: DirectoryObject, name: string): void {
  const change = call.bound[name];
  if (!isListChange(change)) return;
  if (name === 'EmailAddresses') {
    changeAddresses(call, object, change);
    return;
  }
  const named = (entries: readonly string[]): string[] => entries.map((entry) => nameOf(call, entry));
  const resolved = NAME_LISTS.includes(name)
    ? { ...change, add: named(change.add), remove: named(change.remove) }
    : change;
  object.cloud[name] = changedList(listOf(object.cloud[name]), resolved);
}

/** The service adds the tags to every MailTip that it is given without them (Set-Mailbox, -MailTip). */
function wrapped(tip: string): string {
  return /^\s*<html>/i.test(tip) ? tip : `<html>\r\n<body>\r\n${tip}\r\n</body>\r\n</html>\r\n`;
}

function changeNullable(call: CmdletCall, object: DirectoryObject, name: string): void {
  const sent = call.bound[name];
  if (typeof sent !== 'string' || sent === '') object.cloud[name] = null;
  else if (name === 'ForwardingAddress') object.cloud[name] = nameOf(call, sent);
  else if (name === 'MailTip') object.cloud[name] = wrapped(sent);
  else object.cloud[name] = name === 'ForwardingSmtpAddress' ? withPrefix(sent) : sent;
}

function changeSingles(call: CmdletCall, object: DirectoryObject): void {
  const { bound } = call;
  for (const name of [...CUSTOM_ATTRIBUTES, 'Alias']) {
    if (name in bound) object.cloud[name] = typeof bound[name] === 'string' ? bound[name] : '';
  }
  for (const name of BOOLEAN_ATTRIBUTES) if (typeof bound[name] === 'boolean') object.cloud[name] = bound[name];
  for (const name of NULLABLE_ATTRIBUTES) if (name in bound) changeNullable(call, object, name);
}

function changeType(call: CmdletCall, object: DirectoryObject): void {
  const wanted = call.bound.Type;
  if (typeof wanted !== 'string') return;
  // Enum values are matched by their beginning, as PowerShell does.
  const key = Object.keys(TYPES).find((name) => name.startsWith(wanted.toLowerCase()));
  const type = key === undefined ? undefined : TYPES[key];
  if (type === undefined || wanted === '')
    failValue('Type', 'The possible values are "Regular, Room, Equipment, Shared".');
  object.cloud.RecipientTypeDetails = type;
}

/** The mailbox as it would be after the call. Fails, as the service does, for values it would not take. */
export function changedMailbox(call: CmdletCall, before: DirectoryObject): DirectoryObject {
  const after = structuredClone(before);
  const { IsExchangeCloudManaged: flag, DisplayName: displayName } = call.bound;
  if (typeof flag === 'boolean') after.isExchangeCloudManaged = flag;
  if (typeof displayName === 'string') after.displayName = displayName;
  for (const name of LIST_ATTRIBUTES) if (name in call.bound) changeList(call, after, name);
  for (const name of ['PrimarySmtpAddress', 'WindowsEmailAddress']) {
    const address = textOf(typeof call.bound[name] === 'string' ? call.bound[name] : '');
    if (address !== '') changePrimary(call, after, address.replace(/^smtp:/i, ''));
  }
  changeSingles(call, after);
  changeType(call, after);
  return after;
}
