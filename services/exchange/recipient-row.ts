import * as z from 'zod/v4';
import { isGuid } from '../http/guid.ts';
import type { Recipient } from './exchange-tenant.ts';
import { guidOrNull } from './guid-or-null.ts';
import { parseRow } from './parse-row.ts';

export const RECIPIENT_PROPERTIES: readonly string[] = [
  'ExternalDirectoryObjectId',
  'Name',
  'DisplayName',
  'PrimarySmtpAddress',
  'EmailAddresses',
  'RecipientTypeDetails',
  'IsDirSynced',
  'ExchangeGuid',
  'ArchiveGuid',
];

const schema = z.object({
  ExternalDirectoryObjectId: z
    .string()
    .refine((value) => value === '' || isGuid(value))
    .nullish(),
  Name: z.string(),
  DisplayName: z.string().nullish(),
  PrimarySmtpAddress: z.string().nullish(),
  EmailAddresses: z.array(z.string()).nullish(),
  RecipientTypeDetails: z.string().min(1),
  IsDirSynced: z.boolean().nullish(),
  ExchangeGuid: z.string().nullish(),
  ArchiveGuid: z.string().nullish(),
});

/** A recipient, and all its SMTP addresses in lower case without prefix. */
export type RecipientRow = { readonly recipient: Recipient; readonly smtpAddresses: readonly string[] };

/** @throws ExchangeError `protocol` for a row that is none. */
export function recipientFromRow(row: unknown): RecipientRow {
  const read = parseRow(schema, row, 'a recipient');
  const primaryAddress = read.PrimarySmtpAddress ?? '';
  return {
    recipient: {
      objectId: guidOrNull(read.ExternalDirectoryObjectId),
      name: read.Name,
      displayName: read.DisplayName ?? '',
      primaryAddress,
      type: read.RecipientTypeDetails,
      isDirSynced: read.IsDirSynced ?? null,
      exchangeGuid: guidOrNull(read.ExchangeGuid),
      archiveGuid: guidOrNull(read.ArchiveGuid),
    },
    smtpAddresses: [`smtp:${primaryAddress}`, ...(read.EmailAddresses ?? [])]
      .filter((address) => /^smtp:./i.test(address))
      .map((address) => address.slice('smtp:'.length).toLowerCase()),
  };
}
