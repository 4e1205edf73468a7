import { isSmtpAddress } from '../mailbox/smtp-shape.ts';
import type { Refusal } from '../refusal.ts';
import { quote, unclear } from './edit-words.ts';

export type ReadAddress = { readonly ok: true; readonly address: string } | Refusal;

const TYPED = /^([A-Za-z][A-Za-z0-9]*):/;
const BEYOND_ASCII = /[^\x20-\x7e]/;

/**
 * The SMTP address that a word is, by its shape alone. `smtp:` in front is taken off. Every other type is refused:
 * X500, SIP and SPO entries belong to the services that made them.
 */
export function smtpAddress(word: string, example: string): ReadAddress {
  const type = TYPED.exec(word)?.[1];
  if (type !== undefined && type !== 'smtp') return unclear(wrongType(type), example);
  const address = type === undefined ? word : word.slice(type.length + 1);
  if (address.includes('@') && BEYOND_ASCII.test(address))
    return unclear(`${quote(address)} has letters that no address in Exchange Online can have.`, example);
  if (!isSmtpAddress(address)) return unclear(`${quote(address)} is no mail address.`, example);
  const at = address.lastIndexOf('@');
  return { ok: true, address: `${address.slice(0, at)}${address.slice(at).toLowerCase()}` };
}

function wrongType(type: string): string {
  if (type === 'SMTP') return 'the primary address is changed with "primary", not with "SMTP:".';
  if (type.toLowerCase() === 'mailto' || type.toLowerCase() === 'smtp') return 'write the address alone.';
  return 'only mail addresses can be changed: X500, SIP and SPO entries stay as they are.';
}
