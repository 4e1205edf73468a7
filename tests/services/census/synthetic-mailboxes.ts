import { createHash } from 'node:crypto';
import type { Mailbox } from '../../../services/mailbox/mailbox.ts';
import { attributes, mailbox } from '../../cards/samples.ts';

const TYPES = ['UserMailbox', 'UserMailbox', 'UserMailbox', 'SharedMailbox', 'RoomMailbox'] as const;
const DOMAINS = ['contoso.com', 'emea.contoso.com', 'fabrikam.com'] as const;

/** The mailbox with that number, always the same: a fifth is not synced, a third of the others is cloud-managed. */
export function syntheticMailbox(index: number, change: Partial<Mailbox> = {}): Mailbox {
  const address = `person${index}@${DOMAINS[index % 3]}`;
  const digits = createHash('sha256').update(String(index)).digest('hex');
  return mailbox({
    objectId: digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    exchangeGuid: null,
    userPrincipalName: address,
    displayName: `Person ${index}`,
    primaryAddress: address,
    type: TYPES[index % TYPES.length] ?? 'UserMailbox',
    isDirSynced: index % 5 !== 0,
    isExchangeCloudManaged: index % 3 === 0,
    attributes: attributes({ PrimarySmtpAddress: address, CustomAttribute1: `Unit ${index % 7}` }),
    ...change,
  });
}

/** So many of them in pages; `change` may put another in the place of one, or `undefined` for none. */
export async function* syntheticPages(
  count: number,
  options: { readonly size?: number; readonly change?: (mailbox: Mailbox, index: number) => Mailbox | undefined } = {},
): AsyncGenerator<readonly Mailbox[]> {
  const { size = 1_000, change = (same) => same } = options;
  for (let from = 0; from < count; from += size) {
    const page = Array.from({ length: Math.min(size, count - from) }, (_, place) => from + place);
    yield page.flatMap((index) => change(syntheticMailbox(index), index) ?? []);
  }
}
