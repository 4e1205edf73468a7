import * as z from 'zod/v4';
import { SUBJECT_KINDS } from './action.ts';

/** What a request is about, as the record keeps it. Everything is addressed by `objectId` alone; the rest is for people. */
export const subjectSchema = z
  .strictObject({
    kind: z.enum(SUBJECT_KINDS),
    /** Entra object id; of the organisation its tenant id. */
    objectId: z.guid(),
    /** UPN or mail address; of the organisation its initial domain. */
    name: z.string(),
    displayName: z.string(),
    /** `RecipientTypeDetails` of a mailbox; a word for people otherwise. */
    type: z.string(),
  })
  .readonly();
export type Subject = z.infer<typeof subjectSchema>;
