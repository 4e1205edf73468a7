import * as z from 'zod/v4';

const name = z.string().min(1).max(1024);

/**
 * What every activity must have before anything looks at it. Everything else stays unknown until `activity.ts` has
 * read it.
 */
const incomingSchema = z.looseObject({
  type: z.string().min(1).max(64),
  channelId: z.literal('msteams'),
  serviceUrl: name.refine((text) => URL.canParse(text)),
  from: z.looseObject({ id: name }),
  recipient: z.looseObject({ id: name }),
  conversation: z.looseObject({ id: name }),
});

/** An activity that has the right shape. It is still only what somebody posted, until its token is verified. */
export type IncomingActivity = z.infer<typeof incomingSchema>;

export function readIncoming(body: unknown): IncomingActivity | undefined {
  const parsed = incomingSchema.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}
