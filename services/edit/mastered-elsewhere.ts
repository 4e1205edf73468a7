// Who a person is stays with Active Directory, whoever manages the mailbox: displayName, givenName, sn, title,
// department, manager, userPrincipalName, usageLocation and their like cannot be edited in Exchange Online at all
// (Exchange Team, cloud-managed remote mailboxes, August 2025; read through community runbooks of August 2026).

const IDENTITY: ReadonlyMap<string, string> = new Map([
  ['name', 'The name'],
  ['displayname', 'The display name'],
  ['firstname', 'The first name'],
  ['givenname', 'The first name'],
  ['lastname', 'The last name'],
  ['surname', 'The last name'],
  ['sn', 'The last name'],
  ['initials', 'The initials'],
  ['title', 'The job title'],
  ['jobtitle', 'The job title'],
  ['department', 'The department'],
  ['company', 'The company'],
  ['manager', 'The manager'],
  ['office', 'The office'],
  ['physicaldeliveryofficename', 'The office'],
  ['upn', 'The user principal name'],
  ['userprincipalname', 'The user principal name'],
  ['usagelocation', 'The usage location'],
  ['employeeid', 'The employee id'],
  ['phone', 'The phone number'],
  ['phonenumber', 'The phone number'],
  ['telephone', 'The phone number'],
  ['telephonenumber', 'The phone number'],
  ['mobile', 'The mobile number'],
  ['mobilephone', 'The mobile number'],
  ['fax', 'The fax number'],
  ['pager', 'The pager number'],
  ['homephone', 'The home phone number'],
  ['street', 'The street'],
  ['streetaddress', 'The street'],
  ['city', 'The city'],
  ['state', 'The state'],
  ['country', 'The country'],
  ['countryorregion', 'The country'],
  ['postalcode', 'The postal code'],
  ['zip', 'The postal code'],
  ['photo', 'The photo'],
  ['thumbnailphoto', 'The photo'],
  ['webpage', 'The web page'],
  ['wwwhomepage', 'The web page'],
  ['info', 'The notes'],
  ['notes', 'The notes'],
  ['password', 'The password'],
  ['accountenabled', 'The account state'],
  ['objectsid', 'The security identifier'],
]);
const MOST_WORDS = 3;

/** What Active Directory masters and these words begin with: `department`, `Display Name`. */
export function masteredElsewhere(words: readonly string[]): string | undefined {
  for (let count = Math.min(MOST_WORDS, words.length); count > 0; count -= 1) {
    const found = IDENTITY.get(
      words
        .slice(0, count)
        .join('')
        .toLowerCase()
        .replaceAll(/[\s_-]/g, ''),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
