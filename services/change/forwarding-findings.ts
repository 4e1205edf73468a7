import { parseProxyAddress } from '../mailbox/address.ts';
import type { AttributeName, Attributes } from '../mailbox/attribute.ts';
import { type Edit, edited } from '../mailbox/edit.ts';
import { type Finding, unknown, warn } from '../mailbox/finding.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { ChangeWorld } from './change.ts';

const FORWARDING: readonly AttributeName[] = [
  'ForwardingSmtpAddress',
  'ForwardingAddress',
  'DeliverToMailboxAndForward',
];

type Wanted = { readonly mailbox: Pick<Mailbox, 'attributes'>; readonly edits: readonly Edit[] };

/**
 * What speaks against forwarding as it would be after the edits: mail that leaves the organisation, and a mailbox that
 * keeps none of it. Automatic forwarding to the outside is blocked by outbound spam policies unless one allows it
 * (Microsoft Learn, "Control automatic external email forwarding", August 2026). Throws what Exchange throws.
 */
export async function forwardingFindings(
  { exchange }: Pick<ChangeWorld, 'exchange'>,
  { mailbox, edits }: Wanted,
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  if (!edits.some(({ name }) => FORWARDING.includes(name))) return [];
  const after = edited(mailbox.attributes, edits);
  const target = targetOf(after);
  const domains = target === undefined ? [] : await exchange.acceptedDomains(signal);
  return [
    ...(target === undefined || domains.includes(domainOf(target)) ? [] : [outside(target)]),
    ...copyFindings(after),
  ];
}

/** Where mail goes on to by address; a recipient of the organisation is named by `ForwardingAddress` instead. */
function targetOf({ ForwardingSmtpAddress: target }: Attributes): string | undefined {
  return typeof target === 'string' && target !== '' ? parseProxyAddress(target).value : undefined;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

function outside(target: string): Finding {
  return warn({
    code: 'forward_outside',
    sentence: `${target} is outside your organisation: mail leaves it.`,
    remedy: 'Approve only with a reason; outbound spam policy may block it.',
    override: 'approver',
  });
}

function copyFindings(after: Attributes): readonly Finding[] {
  const { ForwardingAddress: inside, DeliverToMailboxAndForward: keeps } = after;
  const isForwarded = targetOf(after) !== undefined || (typeof inside === 'string' && inside !== '');
  if (!isForwarded || keeps === true) return [];
  const remedy = 'Ask again with "--keep on" to keep one.';
  return keeps === undefined
    ? [
        unknown({
          code: 'forward_copy_unknown',
          sentence: 'Whether the mailbox keeps a copy of what it forwards could not be read.',
          remedy,
          override: 'approver',
        }),
      ]
    : [
        warn({
          code: 'forward_without_copy',
          sentence: 'The mailbox keeps no copy of what it forwards.',
          remedy,
          override: 'approver',
        }),
      ];
}
