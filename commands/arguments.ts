import * as z from 'zod/v4';
import { parseRequestId } from '../services/request/request-id.ts';

// The arguments that several commands take, each with the sentence for a person who got it wrong.

export const REASON_LIMIT = 1_000;

/** A request id as people type it; becomes its one spelling. */
export const requestId = z.string('a request id is missing.').transform((text, context) => {
  const id = parseRequestId(text);
  if (id !== undefined) return id;
  context.addIssue({ code: 'custom', message: `"${text.slice(0, 40)}" is not a request id such as 7Q4K-2M.` });
  return z.NEVER;
});

/** The version of the card that was clicked; typed lines have none. */
const oddVersion = 'that card does not say which version it shows.';
export const shownVersion = z.number(oddVersion).int(oddVersion).positive(oddVersion).optional();

export const reason = z
  .string('the reason must be text.')
  .trim()
  .max(REASON_LIMIT, `the reason is longer than ${REASON_LIMIT} characters.`)
  .optional();

/** How a mailbox may be named; what it means is settled by resolve-mailbox.ts. */
export const mailboxName = z
  .string('the mailbox must be named by text.')
  .trim()
  .max(320, 'that name is longer than any address can be.')
  .optional();

export const noArguments = z.strictObject({});
