import * as z from 'zod/v4';

/**
 * What a button is about: the object id of a mailbox, group, contact or user. What the id stands for is looked up when
 * the button is pressed; only that the whole object is meant, also where there is a mailbox, has to be said.
 */
export const target = z.strictObject({ mailbox: z.guid(), whole: z.literal(true).optional() });

export function targetOf(objectId: string, isWhole: boolean): z.infer<typeof target> {
  return isWhole ? { mailbox: objectId, whole: true } : { mailbox: objectId };
}
