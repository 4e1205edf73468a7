import { parseProxyAddress } from '../mailbox/address.ts';
import { type Edit, isEdited } from '../mailbox/edit.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { examine } from '../request/examine.ts';
import type { ChangeWorld, Inspection, Order, Seen } from './change.ts';
import { forwardingFindings } from './forwarding-findings.ts';

// What can be said against an edit before Exchange is called: whose values they are, and whether addresses can be had.

export async function inspectEdit(
  world: ChangeWorld,
  { order, seen }: { readonly order: Order; readonly seen: Seen },
  signal?: AbortSignal,
): Promise<Inspection> {
  const { mailbox } = seen;
  if (!mailbox) throw new Error('A mailbox was looked at and none was found.');
  const { authority } = await examine(world, mailbox, signal);
  const name = mailbox.userPrincipalName;
  if (authority === 'on-premises') return against(refuse('edit_on_premises', { mailbox: name }));
  if (authority === 'unknown') return against(refuse('authority_unknown', { mailbox: name }));
  // Before what is already so: an address that is not there to be removed is most likely misspelt.
  const unfit = unremovable(mailbox, order.edits);
  if (unfit) return against(unfit);
  if (isEdited(mailbox.attributes, order.edits)) return against(refuse('already_edited', { mailbox: name }));
  const refusal = await unobtainable(world, { mailbox, edits: order.edits }, signal);
  if (refusal) return against(refusal);
  return { findings: await forwardingFindings(world, { mailbox, edits: order.edits }, signal), refusal: null };
}

const against = (refusal: Refusal): Inspection => ({ findings: [], refusal });

/** The primary address cannot be removed, and what is not there need not be. */
function unremovable({ attributes, userPrincipalName }: Mailbox, edits: readonly Edit[]): Refusal | undefined {
  const addresses = Array.isArray(attributes.EmailAddresses) ? attributes.EmailAddresses : [];
  for (const entry of edits.flatMap((edit) => removedAddresses(edit))) {
    const found = addresses.find((address) => address.toLowerCase() === entry.toLowerCase());
    const address = bare(entry);
    if (found === undefined) return refuse('address_not_there', { address, mailbox: userPrincipalName });
    if (found.startsWith('SMTP:')) return refuse('address_is_primary', { address, mailbox: userPrincipalName });
  }
  return undefined;
}

function removedAddresses(edit: Edit): readonly string[] {
  return edit.kind === 'list' && edit.name === 'EmailAddresses' ? edit.remove : [];
}

type Wanted = { readonly mailbox: Mailbox; readonly edits: readonly Edit[] };

/** Only domains that the organisation accepts, and no address that somebody else has (domain facts: rejected by Exchange). */
async function unobtainable(
  { exchange }: ChangeWorld,
  { mailbox, edits }: Wanted,
  signal?: AbortSignal,
): Promise<Refusal | undefined> {
  const wanted = edits.flatMap(addedAddresses);
  if (wanted.length === 0) return undefined;
  const domains = await exchange.acceptedDomains(signal);
  for (const address of wanted) {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    if (!domains.includes(domain)) return refuse('domain_not_accepted', { address, domains: domains.join(', ') });
    const holder = await exchange.recipientAt(address, signal);
    if (holder && holder.objectId !== mailbox.objectId) {
      return refuse('address_taken', { address, holder: holder.displayName });
    }
  }
  return undefined;
}

function addedAddresses(edit: Edit): readonly string[] {
  // An X500 entry that comes back is in no domain and is looked up by nobody.
  if (edit.kind === 'list') return edit.name === 'EmailAddresses' ? edit.add.filter(isSmtp).map(bare) : [];
  return edit.name === 'WindowsEmailAddress' && typeof edit.value === 'string' ? [edit.value] : [];
}

const isSmtp = (entry: string): boolean => parseProxyAddress(entry).type.toLowerCase() === 'smtp';
const bare = (entry: string): string => entry.replace(/^smtp:/i, '');
