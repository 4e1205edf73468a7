// Set-Mailbox: who may change what. Exchange attributes of a synced mailbox that is managed on-premises are outside the
// caller's write scope; of its values only the type may be changed. Names of people always belong to Active Directory.

import { isDeepStrictEqual } from 'node:util';
import {
  BOOLEAN_ATTRIBUTES,
  LIST_ATTRIBUTES,
  MOVABLE_TYPES,
  NULLABLE_ATTRIBUTES,
  TEXT_ATTRIBUTES,
} from '../directory/attribute-names.ts';
import type { DirectoryObject } from '../directory/directory-object.ts';
import { textOf } from '../directory/directory-object.ts';
import type { Cmdlet, CmdletCall } from './cmdlet.ts';
import { mailboxOf } from './cmdlet.ts';
import { failCmdlet } from './exchange-error.ts';
import { changedMailbox } from './mailbox-change.ts';
import type { ParameterKind } from './parameter-binding.ts';

const all = (names: readonly string[], kind: ParameterKind): Record<string, ParameterKind> =>
  Object.fromEntries(names.map((name) => [name, kind]));

const ATTRIBUTES: Readonly<Record<string, ParameterKind>> = {
  ...all(TEXT_ATTRIBUTES, 'nullable'),
  ...all(LIST_ATTRIBUTES, 'list'),
  ...all(BOOLEAN_ATTRIBUTES, 'flag'),
  ...all(NULLABLE_ATTRIBUTES, 'nullable'),
};

/** The refusal of a write whose authority is on-premises, in Microsoft's words. */
export function writeScopeMessage(identity: string, properties: readonly string[]): string {
  return (
    `The operation on mailbox "${identity}" failed because it's out of the current user's write scope. ` +
    `The action 'Set-Mailbox', '${properties.join(',')}', can't be performed on the object '${identity}' because the object ` +
    'is being synchronized from your on-premises organization. ' +
    'This action should be performed on the object in your on-premises organization.'
  );
}

export const WRITE_SCOPE_TYPE = 'Microsoft.Exchange.Configuration.Tasks.TaskInvalidOperationException';

function checkScope(call: CmdletCall, object: DirectoryObject): void {
  if (!object.isDirSynced) return;
  const sent = Object.keys(call.bound);
  const attributes = object.isExchangeCloudManaged ? [] : sent.filter((name) => name in ATTRIBUTES);
  const refused = [...attributes, ...sent.filter((name) => name === 'DisplayName')];
  if (refused.length === 0) return;
  failCmdlet({ id: 'Ex6FFB4B', type: WRITE_SCOPE_TYPE, message: writeScopeMessage(object.name, refused) });
}

function checkFlag(call: CmdletCall, object: DirectoryObject): void {
  if (call.bound.IsExchangeCloudManaged === undefined) return;
  const { notSyncedErrorType, notSyncedErrorMessage } = call.tenant.state.settings;
  if (!object.isDirSynced) failCmdlet({ type: notSyncedErrorType, message: notSyncedErrorMessage });
  const type = textOf(object.cloud.RecipientTypeDetails);
  if (MOVABLE_TYPES.includes(type)) return;
  const message = `The IsExchangeCloudManaged parameter can't be used on a mailbox of type '${type}'.`;
  failCmdlet({ type: WRITE_SCOPE_TYPE, message });
}

export const setMailbox: Cmdlet = {
  name: 'Set-Mailbox',
  parameters: { Identity: 'text', IsExchangeCloudManaged: 'flag', Type: 'text', DisplayName: 'text', ...ATTRIBUTES },
  run(call) {
    const object = mailboxOf(call);
    checkFlag(call, object);
    checkScope(call, object);
    const after = changedMailbox(call, object);
    if (call.bound.WhatIf === true) {
      return { rows: [], warnings: [], confirmation: `What if: Setting mailbox "${object.name}".` };
    }
    if (isDeepStrictEqual(after, object)) {
      return {
        rows: [],
        warnings: [`The command completed successfully but no settings of '${object.name}' have been modified.`],
      };
    }
    call.tenant.faults.remember(object.objectId, structuredClone(object));
    Object.assign(object, after, { whenChanged: call.tenant.state.clock });
    call.tenant.changed();
    return { rows: [], warnings: [] };
  },
};
