// What the tenant knows about one object. `cloud` holds what Exchange Online shows, `onPremises` what Active Directory
// holds under the same names; the two differ until a sync cycle or writeback makes them equal.

export type Value = string | number | boolean | null | string[];
export type Attributes = Record<string, Value>;

export type ObjectKind = 'mailbox' | 'mailUser' | 'user' | 'group' | 'contact';

export type DirectoryObject = {
  kind: ObjectKind;
  objectId: string;
  guid: string;
  exchangeGuid: string;
  exchangeObjectId: string;
  databaseGuid: string;
  name: string;
  upn: string;
  displayName: string;
  givenName: string;
  surname: string;
  samAccountName: string;
  office: string;
  usageLocation: string;
  assistantName: string;
  isDirSynced: boolean;
  isExchangeCloudManaged: boolean;
  /** Graph's onPremisesSyncBehavior: the whole object was moved to the cloud. */
  isCloudManaged: boolean;
  /** Rolled back by Graph, not yet taken over by a sync cycle. */
  awaitingSync: boolean;
  cloud: Attributes;
  onPremises: Attributes | null;
  whenCreated: string;
  whenChanged: string;
  onPremisesChanged: string | null;
  lastSynced: string | null;
  members: string[];
  /** A user mailbox without a licence. */
  unlicensed?: boolean;
  /** Of a mail user: the archive that it has in the cloud. */
  archiveGuid?: string;
  /** Entra's user type is Guest. */
  guest?: boolean;
  employeeId?: string;
  mailEnabled: boolean;
  securityEnabled: boolean;
};

/** Reads a multivalued attribute; a single value counts as a list of one. */
export function listOf(value: Value | undefined): string[] {
  if (Array.isArray(value)) return value;
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** Reads a string attribute; everything else counts as empty. */
export function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
