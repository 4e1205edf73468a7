import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName, type Attributes } from '../services/mailbox/attribute.ts';
import { quoted, valueText } from './attribute-text.ts';
import { grouped, joined, plain } from './plain-text.ts';
import type { Fact } from './rows.ts';

// The attributes that people ask about first, in few lines. The rest is in the archive.

const MOST_ALIASES = 5;
const CUSTOM_NAMES = ATTRIBUTE_NAMES.filter((name) => name.includes('CustomAttribute'));

/** Addresses, visibility, forwarding, MailTip and the custom attributes that are set. */
export function keyAttributes(attributes: Attributes, mostCustom: number): Fact[] {
  const { PrimarySmtpAddress: primary } = attributes;
  return [
    { label: 'Primary', value: primary ? plain(String(primary)) : 'unknown' },
    { label: 'Hidden', value: hiddenText(attributes) },
    { label: 'Forwarding', value: forwardingText(attributes) },
    ...furtherAttributes(attributes, mostCustom),
  ];
}

/** Those of the key attributes that can wait behind a button. */
export function furtherAttributes(attributes: Attributes, mostCustom: number): Fact[] {
  return [
    { label: 'Aliases', value: aliasesText(attributes) },
    { label: 'MailTip', value: valueText('MailTip', attributes.MailTip) },
    ...customFacts(attributes, mostCustom),
  ];
}

/** Whether address lists show it. */
export function hiddenText({ HiddenFromAddressListsEnabled: hidden }: Attributes): string {
  if (typeof hidden !== 'boolean') return 'unknown';
  return hidden ? 'yes, address lists leave it out' : 'no, address lists show it';
}

/** Where mail goes on to, and whether a copy stays. Any part that could not be read makes the whole unknown. */
export function forwardingText(attributes: Attributes): string {
  const { ForwardingAddress: inside, ForwardingSmtpAddress: outside, DeliverToMailboxAndForward: keeps } = attributes;
  if (inside === undefined || outside === undefined) return 'unknown';
  const targets = [inside, outside].filter((target) => typeof target === 'string' && target !== '');
  if (targets.length === 0) return 'none';
  const copy =
    keeps === undefined || keeps === null
      ? 'whether a copy stays is unknown'
      : keeps
        ? 'a copy stays'
        : 'no copy stays';
  return `${targets.map((target) => plain(String(target).replace(/^smtp:/i, ''), 80)).join(', ')} (${copy})`;
}

/** "3 aliases": the mail addresses besides the primary one. */
export function aliasCount({ EmailAddresses: addresses }: Attributes): string {
  if (!Array.isArray(addresses)) return 'aliases unknown';
  const { length } = aliasesAmong(addresses);
  if (length === 0) return 'no aliases';
  return length === 1 ? '1 alias' : `${grouped(length)} aliases`;
}

const aliasesAmong = (addresses: readonly string[]): readonly string[] =>
  addresses.filter((address) => address.startsWith('smtp:')).map((address) => address.slice('smtp:'.length));

function aliasesText({ EmailAddresses: addresses }: Attributes): string {
  if (!Array.isArray(addresses)) return 'unknown';
  const aliases = aliasesAmong(addresses);
  const others = addresses.filter((address) => !/^smtp:/i.test(address)).length;
  const rest = others === 0 ? '' : `; and ${grouped(others)} of other kinds`;
  if (aliases.length === 0) return `none${rest}`;
  return `${grouped(aliases.length)}: ${joined(aliases, MOST_ALIASES, (alias) => plain(alias, 60))}${rest}`;
}

function customFacts(attributes: Attributes, most: number): Fact[] {
  const set = CUSTOM_NAMES.filter((name) => isSet(attributes[name]));
  const facts = set.slice(0, most).map((name) => ({ label: shortLabel(name), value: customText(attributes, name) }));
  const more = set.length - most;
  const unread = CUSTOM_NAMES.filter((name) => attributes[name] === undefined).length;
  return [
    ...facts,
    ...(more > 0 ? [{ label: 'Custom', value: `and ${more} more are set` }] : []),
    ...(unread > 0 ? [{ label: 'Custom', value: `${unread} could not be read: unknown` }] : []),
  ];
}

function customText(attributes: Attributes, name: AttributeName): string {
  const value = attributes[name];
  return typeof value === 'string' ? quoted(value, 60) : valueText(name, value);
}

const isSet = (value: Attributes[AttributeName]): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

function shortLabel(name: AttributeName): string {
  return ATTRIBUTES[name].label
    .replace('Extension custom attribute', 'Extension')
    .replace('Custom attribute', 'Custom');
}
