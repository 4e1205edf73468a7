// The parameters with which a query narrows what it lists: an OPATH filter and recipient types.

import type { DirectoryObject } from '../directory/directory-object.ts';
import { textOf } from '../directory/directory-object.ts';
import type { Column } from './annotated-row.ts';
import { annotatedRow } from './annotated-row.ts';
import type { CmdletCall } from './cmdlet.ts';
import { CmdletFailure, failValue, formB } from './exchange-error.ts';
import { FilterError, parseFilter } from './opath-filter.ts';

const FILTER_PROBLEM = 'Microsoft.Exchange.AdminApi.CommandInvocation.ParameterTransformationException';

const TYPES: readonly string[] = [
  'UserMailbox',
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'LinkedMailbox',
  'SchedulingMailbox',
  'DiscoveryMailbox',
  'TeamMailbox',
  'GroupMailbox',
  'MailUser',
  'GuestMailUser',
  'MailContact',
  'MailUniversalDistributionGroup',
  'MailUniversalSecurityGroup',
  'MailNonUniversalGroup',
  'DynamicDistributionGroup',
  'RoomList',
  'PublicFolder',
  'RemoteUserMailbox',
  'RemoteSharedMailbox',
  'RemoteRoomMailbox',
  'RemoteEquipmentMailbox',
];

/** Those that fit the Filter parameter. `columns` are what it may name. */
export function fittingFilter(
  call: CmdletCall,
  found: readonly DirectoryObject[],
  columns: readonly Column[],
): readonly DirectoryObject[] {
  const filter = call.bound.Filter;
  if (typeof filter !== 'string' || filter.trim() === '') return found;
  try {
    const test = parseFilter(
      filter,
      columns.map((column) => column.name),
    );
    return found.filter((object) => test(annotatedRow(columns, object, null)));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const message = `Cannot bind parameter 'Filter' to the target. Exception setting "Filter": "${error.message}"`;
    throw new CmdletFailure(formB({ type: FILTER_PROBLEM, message }));
  }
}

/** Those of the types that the RecipientTypeDetails parameter names; a word that begins one type's name stands for it. */
export function ofWantedType(call: CmdletCall, found: readonly DirectoryObject[]): readonly DirectoryObject[] {
  const wanted = call.bound.RecipientTypeDetails;
  if (typeof wanted !== 'string') return found;
  const types = new Set(wanted.split(/[,\s]+/).map(typeNamed));
  return found.filter((object) => types.has(textOf(object.cloud.RecipientTypeDetails)));
}

function typeNamed(word: string): string {
  const written = word.toLowerCase();
  const exact = TYPES.find((type) => type.toLowerCase() === written);
  const [begun, ...others] = TYPES.filter((type) => written !== '' && type.toLowerCase().startsWith(written));
  if (exact !== undefined) return exact;
  if (begun !== undefined && others.length === 0) return begun;
  return failValue('RecipientTypeDetails', `The possible values are "${TYPES.join(', ')}".`);
}
