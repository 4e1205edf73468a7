import { isGuid } from '../http/guid.ts';

/** How a person names a mailbox, by the shape of what they wrote. */
export type MailboxName = { readonly kind: 'guid' | 'address' | 'alias'; readonly text: string };

const LONGEST_ADDRESS = 320;
const LONGEST_ALIAS = 64;
const ADDRESS = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;
// The characters of an alias (Microsoft Learn, Set-Mailbox, -Alias), without `*`, which an identity would expand.
const ALIAS = /^[A-Za-z0-9\u00a1-\u00ff!#$%&'+/=?^_`{|}~-]+(?:\.[A-Za-z0-9\u00a1-\u00ff!#$%&'+/=?^_`{|}~-]+)*$/;

/**
 * Recognises a GUID, a UPN or SMTP address (with or without `smtp:`), or an alias. `undefined` for anything else:
 * such a text names no mailbox exactly, and it is not sent as an identity, where Exchange would expand wildcards and
 * try display names.
 */
export function mailboxNameOf(written: string): MailboxName | undefined {
  const text = written.trim().replace(/^smtp:/i, '');
  if (isGuid(text)) return { kind: 'guid', text: text.toLowerCase() };
  if (text.includes('@'))
    return text.length <= LONGEST_ADDRESS && ADDRESS.test(text) && !text.includes('*')
      ? { kind: 'address', text }
      : undefined;
  return text.length <= LONGEST_ALIAS && ALIAS.test(text) ? { kind: 'alias', text } : undefined;
}
