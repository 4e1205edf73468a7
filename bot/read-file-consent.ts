import * as z from 'zod/v4';
import type { Actor } from '../services/people/actor.ts';
import { type Activity, type BoundaryRefusal, originOf, readActor } from './activity.ts';
import type { Place } from './inbound.ts';

/** Somebody pressed Allow or Decline on the offer of a file. */
export type FileConsent = {
  readonly actor: Actor;
  readonly place: Place;
  /** The activity itself, to answer in its place. */
  readonly activityId: string | undefined;
  /** The message with the offer. */
  readonly messageId: string | undefined;
  /** The id under which the offer is kept. Decides nothing by itself: a file belongs to one person. */
  readonly file: string;
  /** Where Teams wants the file; `null`: it was declined. Untrusted. */
  readonly upload: UploadTarget | null;
};

const target = z
  .looseObject({
    uploadUrl: z.string().max(4_096),
    contentUrl: z.string().max(4_096),
    name: z.string().min(1).max(255),
    uniqueId: z.string().max(200),
    fileType: z.string().max(40),
  })
  .readonly();
export type UploadTarget = z.infer<typeof target>;

const context = z.looseObject({ file: z.guid() });
const consentSchema = z.discriminatedUnion('action', [
  z.looseObject({ type: z.literal('fileUpload'), action: z.literal('accept'), context, uploadInfo: target }),
  z.looseObject({ type: z.literal('fileUpload'), action: z.literal('decline'), context }),
]);

export type ReadConsent =
  | { readonly ok: true; readonly consent: FileConsent }
  | { readonly ok: false; readonly reason: BoundaryRefusal };

/** The trust boundary for `fileConsent/invoke` (learn.microsoft.com, "Send and receive files using bot"). */
export function readFileConsent(activity: Activity): ReadConsent {
  const actor = readActor(activity);
  if (typeof actor === 'string') return { ok: false, reason: actor };
  const value = consentSchema.safeParse(activity.value).data;
  if (!value) return { ok: false, reason: 'unreadable' };
  const { place, activityId } = originOf(activity);
  const upload = value.action === 'accept' ? value.uploadInfo : null;
  const file = value.context.file;
  return { ok: true, consent: { actor, place, activityId, messageId: activity.replyToId, file, upload } };
}
