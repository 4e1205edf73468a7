// Keeps EmailAddresses, PrimarySmtpAddress and WindowsEmailAddress in step. `SMTP:` in capitals marks the one primary
// address; every other prefix (smtp:, SIP:, SPO:, X500:) is kept as it is.

import type { Attributes } from './directory-object.ts';
import { listOf, textOf } from './directory-object.ts';

const SMTP = /^smtp:/i;

/** The address without its prefix, in lower case; null when the entry is no mail address. */
export function smtpOf(entry: string): string | null {
  return SMTP.test(entry) ? entry.slice(5).toLowerCase() : null;
}

/** The primary address of a list of proxy addresses, or the empty string. */
export function primaryOf(addresses: readonly string[]): string {
  return addresses.find((entry) => entry.startsWith('SMTP:'))?.slice(5) ?? '';
}

/** Adds the smtp prefix to an address written without one. */
export function withPrefix(entry: string): string {
  return /^[a-z0-9]+:/i.test(entry) ? entry : `smtp:${entry}`;
}

/** Two entries name the same address: prefixes and addresses compare without regard to case. */
export function sameAddress(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Replaces the proxy addresses; the primary address and `mail` follow. */
export function setAddresses(attributes: Attributes, addresses: readonly string[]): void {
  const primary = primaryOf(addresses) || textOf(attributes.PrimarySmtpAddress);
  attributes.EmailAddresses = [...addresses];
  attributes.PrimarySmtpAddress = primary;
  attributes.WindowsEmailAddress = primary;
}

/** The proxy addresses with another primary: the former one stays as a secondary address. */
export function promote(addresses: readonly string[], primary: string): string[] {
  const rest = addresses
    .filter((entry) => smtpOf(entry) !== primary.toLowerCase())
    .map((entry) => (entry.startsWith('SMTP:') ? `smtp:${entry.slice(5)}` : entry));
  return [...rest, `SMTP:${primary}`];
}

/** Makes an address the primary one. */
export function setPrimary(attributes: Attributes, primary: string): void {
  setAddresses(attributes, promote(listOf(attributes.EmailAddresses), primary));
}
