// Builds one directory object from the little that distinguishes it.

import { BOOLEAN_ATTRIBUTES, CUSTOM_ATTRIBUTES, LIST_ATTRIBUTES, NULLABLE_ATTRIBUTES } from './attribute-names.ts';
import type { Attributes, DirectoryObject, ObjectKind } from './directory-object.ts';
import { setAddresses } from './mail-addresses.ts';
import { remoteType } from './remote-type.ts';
import { guidFrom, numberFrom } from './stable-id.ts';

export type ObjectSpec = {
  kind: ObjectKind;
  /** The primary address; also the sign-in name unless `upn` says otherwise. */
  address: string;
  displayName: string;
  /** What identifiers are made from. */
  key: string;
  type: string;
  synced: boolean;
  cloudManaged?: boolean;
  givenName?: string;
  surname?: string;
  objectId?: string;
  upn?: string;
  aliases?: readonly string[];
  values?: Attributes;
  onPremises?: Attributes;
  members?: readonly string[];
  securityEnabled?: boolean;
};

const DAY = 86_400_000;
const EPOCH = Date.UTC(2026, 10, 1);

function pastDate(key: string, days: number): string {
  const minutes = numberFrom(`${key}|past`, days * 1440);
  return new Date(EPOCH - minutes * 60_000 - DAY).toISOString();
}

function emptyAttributes(): Attributes {
  const attributes: Attributes = {};
  for (const name of CUSTOM_ATTRIBUTES) attributes[name] = '';
  for (const name of LIST_ATTRIBUTES) attributes[name] = [];
  for (const name of BOOLEAN_ATTRIBUTES) attributes[name] = false;
  for (const name of NULLABLE_ATTRIBUTES) attributes[name] = null;
  return attributes;
}

function proxyAddresses(spec: ObjectSpec, alias: string): string[] {
  const others = (spec.aliases ?? []).map((entry) => (entry.includes(':') ? entry : `smtp:${entry}`));
  if (spec.kind !== 'mailbox') return [...others, `SMTP:${spec.address}`];
  const site = guidFrom('sharepoint site');
  return [
    `smtp:${alias}@contoso.onmicrosoft.com`,
    ...others,
    `X500:/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${alias}`,
    `SPO:SPO_${guidFrom(`${spec.key}|spo`)}@SPO_${site}`,
    `SIP:${spec.address}`,
    `SMTP:${spec.address}`,
  ];
}

function cloudValues(spec: ObjectSpec, alias: string): Attributes {
  const cloud = { ...emptyAttributes(), Alias: alias, RecipientTypeDetails: spec.type };
  if (spec.address !== '') setAddresses(cloud, proxyAddresses(spec, alias));
  return Object.assign(cloud, spec.values);
}

function onPremisesValues(spec: ObjectSpec, cloud: Attributes): Attributes | null {
  if (!spec.synced) return null;
  return { ...structuredClone(cloud), ...remoteType(spec.type), ...spec.onPremises };
}

/** The alias of an address: its local part; two people who share it get the domain appended. */
function aliasOf(spec: ObjectSpec): string {
  const [local = spec.key, domain = ''] = spec.address.split('@');
  return domain === 'contoso.com' || domain === '' ? local : `${local}-${domain.split('.')[0]}`;
}

/** Builds one object; what is not said is unset, as in a fresh directory. */
export function makeObject(spec: ObjectSpec): DirectoryObject {
  const alias = aliasOf(spec);
  const cloud = cloudValues(spec, alias);
  return {
    kind: spec.kind,
    objectId: spec.objectId ?? guidFrom(`${spec.key}|object`),
    guid: guidFrom(`${spec.key}|guid`),
    exchangeGuid: guidFrom(`${spec.key}|mailbox`),
    exchangeObjectId: guidFrom(`${spec.key}|exchange`),
    databaseGuid: guidFrom(`database ${numberFrom(spec.key, 12)}`),
    name: alias,
    upn: spec.upn ?? spec.address,
    displayName: spec.displayName,
    givenName: spec.givenName ?? '',
    surname: spec.surname ?? '',
    samAccountName: alias.slice(0, 20),
    office: '',
    usageLocation: 'Germany',
    assistantName: '',
    isDirSynced: spec.synced,
    isExchangeCloudManaged: spec.cloudManaged ?? false,
    isCloudManaged: false,
    awaitingSync: false,
    cloud,
    onPremises: onPremisesValues(spec, cloud),
    whenCreated: pastDate(`${spec.key}|created`, 1500),
    whenChanged: pastDate(`${spec.key}|changed`, 25),
    onPremisesChanged: spec.synced ? pastDate(`${spec.key}|on-premises`, 300) : null,
    lastSynced: null,
    members: [...(spec.members ?? [])],
    mailEnabled: spec.address !== '' && spec.kind !== 'user',
    securityEnabled: spec.securityEnabled ?? false,
  };
}
