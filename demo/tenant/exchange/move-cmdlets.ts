// Get-MoveRequest and Get-MigrationUser. A move request answers to any identity of its mailbox; a migration user to
// the address it was enrolled with, and to a filter on the mailbox's GUID, which finds nothing without complaint.

import type { DirectoryObject } from '../directory/directory-object.ts';
import { textOf } from '../directory/directory-object.ts';
import type { TenantMove } from '../directory/hybrid-state.ts';
import { guidFrom } from '../directory/stable-id.ts';
import type { Row } from './annotated-row.ts';
import type { Cmdlet, CmdletCall } from './cmdlet.ts';
import { limited } from './cmdlet.ts';
import { failNotFound } from './exchange-error.ts';
import { matching } from './find-recipient.ts';
import { propertyRow } from './property-row.ts';

type Known = { readonly move: TenantMove; readonly object: DirectoryObject };

function movesOf(call: CmdletCall, kind: TenantMove['kind']): Known[] {
  const { moves, objects } = call.tenant.state;
  return moves
    .filter((move) => move.kind === kind)
    .flatMap((move) => {
      const object = objects.find((one) => one.objectId === move.objectId);
      return object === undefined ? [] : [{ move, object }];
    });
}

function requestRow(call: CmdletCall, { move, object }: Known): Row {
  return propertyRow(call, [
    ['ExchangeGuid', 'guid', object.exchangeGuid],
    ['TargetDatabase', 'plain', 'EURPR07DG001-db001'],
    ['Flags', 'plain', 'CrossOrg, Pull'],
    ['RemoteHostName', 'plain', 'mail.contoso.com'],
    ['BatchName', 'plain', ''],
    ['Status', 'plain', move.status],
    ['RequestStyle', 'plain', 'CrossOrg'],
    ['Direction', 'plain', 'Pull'],
    ['Suspend', 'plain', false],
    ['DisplayName', 'plain', object.displayName],
    ['Alias', 'plain', textOf(object.cloud.Alias)],
    ['RecipientTypeDetails', 'plain', textOf(object.cloud.RecipientTypeDetails)],
    ['Identity', 'plain', object.name],
    ['Guid', 'guid', object.guid],
  ]);
}

function userRow(call: CmdletCall, { move, object }: Known): Row {
  return propertyRow(call, [
    ['Identity', 'plain', move.address],
    ['Guid', 'guid', guidFrom(`migration user ${move.address}`)],
    ['BatchId', 'plain', 'Wave 1'],
    ['MailboxIdentifier', 'plain', move.address],
    ['MailboxEmailAddress', 'plain', move.address],
    ['RecipientType', 'plain', 'MailboxUser'],
    ['MailboxGuid', 'guid', object.exchangeGuid],
    ['Status', 'plain', move.status],
    ['StatusSummary', 'plain', move.status],
    ['SkippedItemCount', 'int32', 0],
    ['ErrorSummary', 'plain', ''],
  ]);
}

export const getMoveRequest: Cmdlet = {
  name: 'Get-MoveRequest',
  parameters: { Identity: 'text', ResultSize: 'count' },
  run(call) {
    const { Identity: identity } = call.bound;
    let found = movesOf(call, 'move-request');
    if (typeof identity === 'string') {
      found = found.filter(({ object }) => matching([object], identity).length > 0);
      if (found.length === 0) failNotFound(identity);
    }
    const { kept, warnings } = limited(found, call.bound);
    return { rows: kept.map((known) => requestRow(call, known)), warnings };
  },
};

export const getMigrationUser: Cmdlet = {
  name: 'Get-MigrationUser',
  parameters: { Identity: 'text', MailboxGuid: 'text', ResultSize: 'count' },
  run(call) {
    const { Identity: identity, MailboxGuid: guid } = call.bound;
    let found = movesOf(call, 'migration-user');
    if (typeof guid === 'string') found = found.filter(({ object }) => object.exchangeGuid === guid.toLowerCase());
    if (typeof identity === 'string') {
      found = found.filter(({ move }) => move.address.toLowerCase() === identity.toLowerCase());
      if (found.length === 0) failNotFound(identity);
    }
    const { kept, warnings } = limited(found, call.bound);
    return { rows: kept.map((known) => userRow(call, known)), warnings };
  },
};
