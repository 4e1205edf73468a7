import * as z from 'zod/v4';

// `--whole`: the whole user, group or contact, also where there is a mailbox. On a button it is a plain `true`.

const odd = 'write "--whole" without a value.';

/** As typed, `--whole alice@contoso.com` takes the name for its value; it is given back to where it belongs. */
export const wholeFlag = z.union([z.literal(true), z.string().trim().max(320, odd)], odd).optional();

type Typed = { readonly mailbox?: string | undefined; readonly whole?: z.infer<typeof wholeFlag> };

/** What is named, and whether its whole object is meant. */
export function wholeOrNot({ mailbox, whole }: Typed): { readonly name: string | undefined; readonly whole: boolean } {
  if (whole === undefined) return { name: mailbox, whole: false };
  const taken = whole === true || whole === 'true' ? '' : whole;
  return { name: [mailbox ?? '', taken].join(' ').trim() || undefined, whole: true };
}
