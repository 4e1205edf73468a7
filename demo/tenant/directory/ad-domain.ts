// The Active Directory domains behind the tenant, and which of them writeback serves. There is one domain, and a second
// one for everything of Fabrikam when the settings say so.

import { type DirectoryObject, textOf } from './directory-object.ts';
import { type TenantSettings, WRITEBACK_TEMPLATE } from './tenant-state.ts';

export const FIRST_DOMAIN = 'corp.contoso.com';
export const SECOND_DOMAIN = 'ad.fabrikam.com';

/** The domain that an object of Active Directory is in. */
export function domainOf(object: DirectoryObject, settings: TenantSettings): string {
  const address = textOf(object.onPremises?.PrimarySmtpAddress).toLowerCase();
  return settings.secondDomain && address.endsWith('@fabrikam.com') ? SECOND_DOMAIN : FIRST_DOMAIN;
}

/** The domains for which writeback has been set up, in the order in which that was done. */
export function writebackDomains(settings: TenantSettings): string[] {
  if (settings.writebackStatus === 'Absent') return [];
  return settings.secondDomain && settings.secondDomainWriteback ? [FIRST_DOMAIN, SECOND_DOMAIN] : [FIRST_DOMAIN];
}

/** Whether a running job writes the values of this object back. */
export function isWrittenBack(object: DirectoryObject, settings: TenantSettings): boolean {
  const runs = settings.writeback && settings.writebackStatus === 'Active';
  return (
    runs &&
    settings.writebackTemplate === WRITEBACK_TEMPLATE &&
    writebackDomains(settings).includes(domainOf(object, settings))
  );
}
