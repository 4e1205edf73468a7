// Get-Mailbox: one mailbox by identity, or those that a filter or a name fits. Groups, contacts and mail users are not
// mailboxes, so they are not found.

import type { DirectoryObject } from '../directory/directory-object.ts';
import { annotatedRow } from './annotated-row.ts';
import type { Cmdlet, CmdletCall } from './cmdlet.ts';
import { limited, mailboxOf } from './cmdlet.ts';
import { fittingFilter, ofWantedType } from './filter-objects.ts';
import { fitsAnr } from './find-recipient.ts';
import { MAILBOX_COLUMNS } from './mailbox-row.ts';
import { rowsOf } from './row-list.ts';

const DOCUMENTED = MAILBOX_COLUMNS.filter((column) => column.name !== 'IsExchangeCloudManaged');

function select(call: CmdletCall): readonly DirectoryObject[] {
  if (call.bound.Identity !== undefined) return [mailboxOf(call)];
  const all = call.tenant.state.objects.filter((object) => object.kind === 'mailbox').map(call.shown);
  const named = typeof call.bound.Anr === 'string' ? call.bound.Anr : null;
  const found = named === null ? all : all.filter((object) => fitsAnr(object, named));
  const columns = call.tenant.state.settings.flagFilterable ? MAILBOX_COLUMNS : DOCUMENTED;
  return fittingFilter(call, ofWantedType(call, found), columns);
}

export const getMailbox: Cmdlet = {
  name: 'Get-Mailbox',
  parameters: {
    Identity: 'text',
    Anr: 'text',
    Filter: 'text',
    ResultSize: 'count',
    RecipientTypeDetails: 'words',
    SortBy: 'text',
    IncludeGrantSendOnBehalfTowithDisplayNames: 'flag',
  },
  run(call) {
    const found = select(call);
    const { kept, warnings } = limited(found, call.bound);
    const shown = call.bound.Identity === undefined ? kept : kept.map(call.shown);
    return { rows: rowsOf(shown, (object) => annotatedRow(MAILBOX_COLUMNS, object, call.chosen)), warnings };
  },
};
