import { domainToASCII } from 'node:url';

const ADDRESS_LIMIT = 254;
const LOCAL_LIMIT = 64;
const LOCAL = /^[^\s@<>()[\]\\,;:"]+$/;
/** Looked at before the conversion, which would cut off what follows a `/` and decode percent signs. */
const DOMAIN_LETTERS = /^[\p{L}\p{M}\p{N}.-]+$/u;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/** A word without what people and mail programs put around an address: `mailto:`, brackets, quotes, end of a sentence. */
export function bareAddress(word: string): string {
  let bare = word;
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare
      .replace(/^["'(<[]+/, '')
      .replace(/^mailto:/i, '')
      .replace(/["')>\].,;:!?]+$/, '');
  }
  return bare;
}

/** The address that a word is, in lower case and with an ASCII domain; null when it is none. */
export function addressToken(word: string): string | null {
  const [local, domain, ...more] = bareAddress(word).toLowerCase().split('@');
  if (!local || !domain || more.length > 0) return null;
  if (local.length > LOCAL_LIMIT || !LOCAL.test(local) || !DOMAIN_LETTERS.test(domain)) return null;
  const ascii = domainToASCII(domain);
  const address = `${local}@${ascii}`;
  return DOMAIN.test(ascii) && address.length <= ADDRESS_LIMIT ? address : null;
}

/** Every address in a text, each once. */
export function addressesIn(text: string): readonly string[] {
  const words = text.split(/[\s"<>]+/).map(addressToken);
  return [...new Set(words.filter((address) => address !== null))];
}
