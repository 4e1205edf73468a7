import { randomInt } from 'node:crypto';

// Crockford base32: no I, L, O and U, so that an id survives being read out over the phone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const LENGTH = 6;

/** A new id such as `7Q4K-2M`: about a thousand million of them, so the store refuses the rare repeat. */
export function newRequestId(random: (below: number) => number = randomInt): string {
  const digits = Array.from({ length: LENGTH }, () => ALPHABET.charAt(random(ALPHABET.length))).join('');
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** Reads an id as people type or say it: any case, with or without the dash, O for 0, I or L for 1. */
export function parseRequestId(text: string): string | undefined {
  const digits = [...text.toUpperCase().replaceAll(/[\s-]/g, '')].map((digit) => LOOK_ALIKES[digit] ?? digit).join('');
  if (digits.length !== LENGTH || [...digits].some((digit) => !ALPHABET.includes(digit))) return undefined;
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}
