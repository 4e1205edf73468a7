// The mail domains of the organisation. Some old addresses carry a domain that was given up and is accepted no more.

export const INITIAL_DOMAIN = 'contoso.onmicrosoft.com';
export const LEGACY_DOMAIN = 'wingtiptoys.com';

export const ACCEPTED_DOMAINS: readonly { name: string; isDefault: boolean; type: string }[] = [
  { name: 'contoso.com', isDefault: true, type: 'Authoritative' },
  { name: 'fabrikam.com', isDefault: false, type: 'Authoritative' },
  { name: INITIAL_DOMAIN, isDefault: false, type: 'Authoritative' },
  { name: 'contoso.mail.onmicrosoft.com', isDefault: false, type: 'Authoritative' },
];

/** Whether mail addresses of this domain may be given to a recipient. */
export function isAccepted(domain: string): boolean {
  return ACCEPTED_DOMAINS.some((entry) => entry.name === domain.toLowerCase());
}
