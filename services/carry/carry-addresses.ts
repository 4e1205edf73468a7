import { parseProxyAddress } from '../mailbox/address.ts';
import type { AttributeValue } from '../mailbox/attribute.ts';

export type AddressPlan =
  | {
      readonly ok: true;
      /** What is written, the primary address first. */
      readonly carried: readonly string[];
      /** What the cloud has besides, and a script must not write back. */
      readonly leftOut: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

const CLOUD_DOMAIN = /\.onmicrosoft\.com$/i;

/**
 * Which of a cloud mailbox's addresses go back to the on-premises remote mailbox: SMTP addresses of the organisation's
 * own domains, and X500 addresses, without which replies to old mail bounce. SIP, SPO, EUM and other kinds belong to the
 * services that made them, and `onmicrosoft.com` addresses to the tenant: those that the on-premises side has stay there.
 */
export function planAddresses(value: AttributeValue | undefined): AddressPlan {
  if (!Array.isArray(value)) return { ok: false, why: 'The addresses could not be read: compare them by hand.' };
  const addresses: readonly string[] = value;
  const carried = addresses.filter(isCarried);
  const primaries = carried.filter(isPrimary);
  if (primaries.length !== 1) {
    return {
      ok: false,
      why: 'The cloud has no primary address in a domain of your own: set the primary address by hand.',
    };
  }
  return {
    ok: true,
    carried: [...primaries, ...carried.filter((address) => !isPrimary(address))],
    leftOut: addresses.filter((address) => !isCarried(address)),
  };
}

const isPrimary = (address: string): boolean => parseProxyAddress(address).type === 'SMTP';

function isCarried(address: string): boolean {
  const { type, value } = parseProxyAddress(address);
  const kind = type.toLowerCase();
  return kind === 'x500' || (kind === 'smtp' && !CLOUD_DOMAIN.test(value));
}
