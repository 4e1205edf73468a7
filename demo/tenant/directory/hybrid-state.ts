// What is left of the hybrid set-up in the cloud, and the moves of mailboxes that Exchange remembers. Names are those
// that the Hybrid Configuration Wizard gives.

import type { DirectoryObject } from './directory-object.ts';
import { textOf } from './directory-object.ts';
import { guidFrom } from './stable-id.ts';
import { MOVING_ADDRESS } from './well-known.ts';

export const HYBRID_KINDS = [
  'inbound-connector',
  'outbound-connector',
  'organization-relationship',
  'intra-organization-connector',
  'migration-endpoint',
  'migration-batch',
] as const;

/** `status` is Enabled or Disabled; of an endpoint its type, of a batch its status. */
export type TenantHybridPart = {
  kind: (typeof HYBRID_KINDS)[number];
  name: string;
  status: string;
  /** Of a connector: whether it leads to the own servers or to another company. */
  connectorType?: 'OnPremises' | 'Partner';
};

export const MOVE_KINDS = ['move-request', 'migration-user'] as const;

export type TenantMove = {
  kind: (typeof MOVE_KINDS)[number];
  objectId: string;
  /** The address at the time of enrolment: how a migration user is known. */
  address: string;
  status: string;
};

const WIZARD = guidFrom('hybrid configuration');

/** A hybrid tenant whose migration is done but for one mailbox. */
export function seededParts(): TenantHybridPart[] {
  return [
    { kind: 'inbound-connector', name: `Inbound from ${WIZARD}`, status: 'Enabled', connectorType: 'OnPremises' },
    { kind: 'inbound-connector', name: 'Inbound from Adatum', status: 'Enabled', connectorType: 'Partner' },
    { kind: 'outbound-connector', name: `Outbound to ${WIZARD}`, status: 'Enabled', connectorType: 'OnPremises' },
    { kind: 'organization-relationship', name: `O365 to On-premises - ${WIZARD}`, status: 'Enabled' },
    { kind: 'intra-organization-connector', name: `HybridIOC - ${WIZARD}`, status: 'Enabled' },
    {
      kind: 'migration-endpoint',
      name: 'Hybrid Migration Endpoint - EWS (Default Web Site)',
      status: 'ExchangeRemoteMove',
    },
    { kind: 'migration-batch', name: 'Wave 1', status: 'Completed' },
  ];
}

/** The moves of an object that are to be, known by the address it has now. */
export function movesOfObject(
  object: DirectoryObject,
  moves: readonly Pick<TenantMove, 'kind' | 'status'>[],
): TenantMove[] {
  const address = textOf(object.cloud.PrimarySmtpAddress);
  return moves.map(({ kind, status }) => ({ kind, status, objectId: object.objectId, address }));
}

export function seededMoves(objects: readonly DirectoryObject[]): TenantMove[] {
  return objects
    .filter((object) => object.upn === MOVING_ADDRESS)
    .flatMap((object) => movesOfObject(object, [{ kind: 'move-request', status: 'InProgress' }]));
}
