import { parseProxyAddress } from './address.ts';
import type { Attributes, AttributeValue } from './attribute.ts';
import type { Edit } from './edit.ts';
import type { Impossible } from './restore-rules.ts';
import { isSmtpAddress } from './smtp-shape.ts';

// Addresses come back by adding and removing, so that entries of other services stay as they are; the primary one by
// its own name, so that there is always exactly one.

export type AddressWish = {
  /** As they were, and as they are. */
  readonly snapshot: Attributes;
  readonly now: Attributes;
  /** Aliases too, or only which address is the primary one. */
  readonly whole: boolean;
  /** The organisation's accepted domains, in lower case. */
  readonly domains: readonly string[];
};

export type AddressEdits = { readonly edits: readonly Edit[]; readonly impossible: readonly Impossible[] };

const CLOUD_DOMAIN = /\.onmicrosoft\.com$/i;
const CONTROL = /[\p{Cc}\p{Cs}]/u;
const MOST_NAMED = 3;

/**
 * What makes the addresses those of the snapshot, as far as Exchange Online can: no domain that is not accepted; X500
 * entries of both sides stay, because replies to old mail need them; SIP, SPO and other entries and the tenant's own
 * `onmicrosoft.com` addresses are left to whoever made them.
 */
export function restoreAddresses(wish: AddressWish): AddressEdits {
  const [old, present] = [listOf(wish.snapshot.EmailAddresses), listOf(wish.now.EmailAddresses)];
  if (!old || !present) {
    const why = old ? 'The addresses could not be read now.' : 'The snapshot does not know the addresses.';
    return { edits: [], impossible: [{ name: 'EmailAddresses', why }] };
  }
  const primary = restorePrimary(wish, old, present);
  const aliases = wish.whole
    ? restoreAliases({ old, present, promoted: primary.address, domains: wish.domains })
    : NONE;
  return { edits: [...aliases.edits, ...primary.edits], impossible: [...primary.impossible, ...aliases.impossible] };
}

const NONE: AddressEdits = { edits: [], impossible: [] };

function restorePrimary(
  { snapshot, now, domains }: AddressWish,
  old: readonly string[],
  present: readonly string[],
): AddressEdits & { readonly address: string | undefined } {
  const wanted = primaryOf(old);
  const impossible = oddMail(snapshot, now, wanted);
  if (wanted === undefined || sameText(wanted, primaryOf(present)))
    return { edits: [], impossible, address: undefined };
  const name = 'PrimarySmtpAddress';
  if (!isSmtpAddress(wanted))
    return { edits: [], impossible: [...impossible, { name, why: notSendable([wanted]) }], address: undefined };
  if (!domains.includes(domainOf(wanted)))
    return { edits: [], impossible: [...impossible, { name, why: notAccepted([wanted]) }], address: undefined };
  return { edits: [{ kind: 'set', name: 'WindowsEmailAddress', value: wanted }], impossible, address: wanted };
}

/** `mail` may have differed from the primary address on-premises; in Exchange Online one sets the other. */
function oddMail(snapshot: Attributes, now: Attributes, primary: string | undefined): readonly Impossible[] {
  const mail = snapshot.WindowsEmailAddress;
  if (typeof mail !== 'string' || sameText(mail, primary) || sameText(mail, textOf(now.WindowsEmailAddress))) return [];
  return [
    { name: 'WindowsEmailAddress', why: 'It can only be the primary address, and in the snapshot it was another.' },
  ];
}

type Lists = {
  readonly old: readonly string[];
  readonly present: readonly string[];
  /** The address that becomes the primary one. */
  readonly promoted: string | undefined;
  readonly domains: readonly string[];
};

function restoreAliases(lists: Lists): AddressEdits {
  const [coming, going] = [missingEntries(lists), surplusEntries(lists)];
  const [add, remove] = [coming.add, going.remove];
  return {
    edits: add.length + remove.length === 0 ? [] : [{ kind: 'list', name: 'EmailAddresses', add, remove }],
    impossible: [...coming.impossible, ...going.impossible],
  };
}

function missingEntries({ old, present, promoted, domains }: Lists) {
  const missing = without(old, present).filter((entry) => !isSmtp(entry) || !sameText(addressOf(entry), promoted));
  const mails = parted(missing.filter(isSmtp).map(addressOf), isSmtpAddress);
  const accepted = parted(mails.yes, (address) => domains.includes(domainOf(address)));
  const x500 = parted(missing.filter(isX500), (entry) => !CONTROL.test(entry));
  return {
    add: [...accepted.yes.map((address) => `smtp:${address}`), ...x500.yes],
    impossible: [
      ...said([...mails.no, ...x500.no], notSendable),
      ...said(accepted.no, notAccepted),
      ...said(
        missing.filter((entry) => !isSmtp(entry) && !isX500(entry)),
        ofAService,
      ),
    ],
  };
}

function surplusEntries({ old, present, promoted }: Lists) {
  const surplus = without(present, old);
  const primary = primaryOf(present);
  const mails = parted(surplus.filter(isSmtp), (entry) => !sameText(addressOf(entry), primary));
  const sound = parted(mails.yes, (entry) => isSmtpAddress(addressOf(entry)));
  const own = parted(sound.yes, (entry) => CLOUD_DOMAIN.test(entry));
  return {
    remove: own.no,
    impossible: [
      ...said(sound.no, notSendable),
      ...said(own.yes.map(addressOf), ofTheTenant),
      ...said(
        surplus.filter((entry) => !isSmtp(entry)),
        staying,
      ),
      ...said(promoted === undefined ? [] : mails.no.map(addressOf), stayingAlias),
    ],
  };
}

/** The entries for which it is so, and the others. */
function parted(entries: readonly string[], is: (entry: string) => boolean) {
  return { yes: entries.filter(is), no: entries.filter((entry) => !is(entry)) };
}

function said(entries: readonly string[], sentence: (entries: readonly string[]) => string): readonly Impossible[] {
  return entries.length === 0 ? [] : [{ name: 'EmailAddresses', why: sentence(entries) }];
}

const notAccepted = (entries: readonly string[]): string =>
  `In no domain that your organisation accepts: ${named(entries)}.`;
const notSendable = (entries: readonly string[]): string => `Not an address that can be sent: ${named(entries)}.`;
const ofAService = (entries: readonly string[]): string => `Written by the service that uses it: ${named(entries)}.`;
const ofTheTenant = (entries: readonly string[]): string => `The tenant's own, so it stays: ${named(entries)}.`;
const staying = (entries: readonly string[]): string => `No mail address, so it stays: ${named(entries)}.`;
const stayingAlias = (entries: readonly string[]): string =>
  `Primary until this is done, so it stays as an alias: ${named(entries)}.`;

function named(entries: readonly string[]): string {
  const shown = entries.slice(0, MOST_NAMED).join(', ');
  return entries.length > MOST_NAMED ? `${shown} and ${entries.length - MOST_NAMED} more` : shown;
}

function listOf(value: AttributeValue | undefined): readonly string[] | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' && value !== null ? value : [];
}

/** The entries of one list that are in no form in the other; `SMTP:` against `smtp:` is the same address. */
function without(entries: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others.map(keyOf));
  return [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()].filter(
    (entry) => !known.has(keyOf(entry)),
  );
}

function keyOf(entry: string): string {
  const { type, value } = parseProxyAddress(entry);
  return `${type}:${value}`.toLowerCase();
}

const typeOf = (entry: string): string => parseProxyAddress(entry).type;
const addressOf = (entry: string): string => parseProxyAddress(entry).value;
const isSmtp = (entry: string): boolean => typeOf(entry).toLowerCase() === 'smtp';
const isX500 = (entry: string): boolean => typeOf(entry).toLowerCase() === 'x500';
const isPrimary = (entry: string): boolean => typeOf(entry) === 'SMTP';
const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
const sameText = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase();
const textOf = (value: AttributeValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function primaryOf(entries: readonly string[]): string | undefined {
  const primary = entries.find(isPrimary);
  return primary === undefined ? undefined : addressOf(primary);
}
