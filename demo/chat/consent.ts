// Allow and Decline on a bot's offer of a file. Teams makes a placeholder in the person's OneDrive first and tells the bot
// where it is.
import { consentActivity } from './activity-shapes.ts';
import type { ChatWorld } from './chat-world.ts';
import type { Target } from './click.ts';

export type Consent = {
  readonly decision: 'accept' | 'decline';
  /** For attacks: another context or another address than Teams would send. */
  readonly forged?: { readonly context?: unknown; readonly uploadUrl?: string | undefined } | undefined;
};
export type ConsentResult =
  | { readonly ok: false; readonly reason: string }
  | { readonly ok: true; readonly status: number; readonly body: unknown; readonly activityId: unknown };

export async function answerOffer(world: ChatWorld, target: Target, wish: Consent): Promise<ConsentResult> {
  const { person, conversation, message } = target;
  const offer = message.content.consent;
  if (!offer) return { ok: false, reason: 'There is no offer of a file in that message.' };
  const isAccepted = wish.decision === 'accept';
  const context = wish.forged?.context ?? (isAccepted ? offer.acceptContext : offer.declineContext);
  const upload = isAccepted ? uploadInfo(world, conversation.id, offer.name) : undefined;
  const value = {
    type: 'fileUpload',
    action: wish.decision,
    context,
    ...(upload ? { uploadInfo: { ...upload, uploadUrl: wish.forged?.uploadUrl ?? upload.uploadUrl } } : {}),
  };
  const activity = consentActivity(world.channel(), { conversation }, { person, messageId: message.id, value });
  const answer = await world.bot.deliver(activity);
  const reached = answer.status >= 200 && answer.status < 300;
  if (!reached) {
    const text = 'Something went wrong. Please try again.';
    world.hub.tell(person.key, { type: 'toast', conversation: conversation.id, kind: 'error', text });
  }
  return { ok: true, ...answer, activityId: activity.id };
}

function uploadInfo(world: ChatWorld, conversation: string, name: string) {
  const { token, id } = world.uploads.prepare(conversation, name);
  const { origin } = new URL(world.channel().serviceUrl);
  return {
    contentUrl: `${origin}/drive/files/${id}/${encodeURIComponent(name)}`,
    name,
    uploadUrl: `${origin}/drive/upload/${token}`,
    uniqueId: id,
    fileType: name.split('.').at(-1) ?? '',
    etag: `"{${id}},1"`,
  };
}
