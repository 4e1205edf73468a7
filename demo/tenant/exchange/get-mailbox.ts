// Get-Mailbox: one mailbox by identity, or those that a filter or a name fits. Groups, contacts and mail users are not
// mailboxes, so they are not found.

import type { DirectoryObject } from '../directory/directory-object.ts';
import { textOf } from '../directory/directory-object.ts';
import { annotatedRow } from './annotated-row.ts';
import type { Cmdlet, CmdletCall } from './cmdlet.ts';
import { limited, mailboxOf } from './cmdlet.ts';
import { CmdletFailure, formB } from './exchange-error.ts';
import { fitsAnr } from './find-recipient.ts';
import { MAILBOX_COLUMNS } from './mailbox-row.ts';
import { FilterError, parseFilter } from './opath-filter.ts';

const FILTER_PROBLEM = 'Microsoft.Exchange.AdminApi.CommandInvocation.ParameterTransformationException';
const NAMES = MAILBOX_COLUMNS.map((column) => column.name);

function filtered(call: CmdletCall, found: readonly DirectoryObject[]): readonly DirectoryObject[] {
  const filter = call.bound.Filter;
  if (typeof filter !== 'string' || filter.trim() === '') return found;
  const names = call.tenant.state.settings.flagFilterable
    ? NAMES
    : NAMES.filter((name) => name !== 'IsExchangeCloudManaged');
  try {
    const test = parseFilter(filter, names);
    return found.filter((object) => test(annotatedRow(MAILBOX_COLUMNS, object, null)));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const message = `Cannot bind parameter 'Filter' to the target. Exception setting "Filter": "${error.message}"`;
    throw new CmdletFailure(formB({ type: FILTER_PROBLEM, message }));
  }
}

function ofType(call: CmdletCall, found: readonly DirectoryObject[]): readonly DirectoryObject[] {
  const wanted = call.bound.RecipientTypeDetails;
  if (typeof wanted !== 'string') return found;
  const types = wanted.toLowerCase().split(/[,\s]+/);
  return found.filter((object) => types.includes(textOf(object.cloud.RecipientTypeDetails).toLowerCase()));
}

function select(call: CmdletCall): readonly DirectoryObject[] {
  if (call.bound.Identity !== undefined) return [mailboxOf(call)];
  const all = call.tenant.state.objects.filter((object) => object.kind === 'mailbox').map(call.shown);
  const named = typeof call.bound.Anr === 'string' ? call.bound.Anr : null;
  const found = named === null ? all : all.filter((object) => fitsAnr(object, named));
  return filtered(call, ofType(call, found));
}

export const getMailbox: Cmdlet = {
  name: 'Get-Mailbox',
  parameters: {
    Identity: 'text',
    Anr: 'text',
    Filter: 'text',
    ResultSize: 'count',
    RecipientTypeDetails: 'text',
    SortBy: 'text',
    IncludeGrantSendOnBehalfTowithDisplayNames: 'flag',
  },
  run(call) {
    const found = select(call);
    const { kept, warnings } = limited(found, call.bound);
    const shown = call.bound.Identity === undefined ? kept : kept.map(call.shown);
    return { rows: shown.map((object) => annotatedRow(MAILBOX_COLUMNS, object, call.chosen)), warnings };
  },
};
