// `POST /v3/conversations`: a personal chat with one person, or a new thread in the channel.
import type { Request, Response } from 'express';
import * as z from 'zod/v4';
import { refreshEverybody } from './auto-refresh.ts';
import type { ChatWorld } from './chat-world.ts';
import { sendError } from './connector-errors.ts';
import { sendAnswer } from './faults.ts';
import { readOutgoing } from './outgoing-activity.ts';

const wish = z.looseObject({
  isGroup: z.boolean().nullish(),
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).nullish(),
      channel: z.looseObject({ id: z.string() }).nullish(),
    })
    .nullish(),
  activity: z.record(z.string(), z.unknown()).nullish(),
});
type Wish = z.infer<typeof wish>;
type Exchange = { readonly req: Request; readonly res: Response };

export function startConversation(world: ChatWorld, sizeLimitBytes: number, { req, res }: Exchange) {
  const parsed = wish.safeParse(req.body);
  if (!parsed.success) return sendError(res, 'BadSyntax', z.prettifyError(parsed.error));
  const target = findTarget(world, parsed.data);
  if ('refused' in target) return sendError(res, target.code, target.refused);
  const { activity } = parsed.data;
  if (!activity) return sendAnswer(res, 201, { id: target.id });
  const outgoing = readOutgoing(activity, sizeLimitBytes);
  if (!outgoing.ok) return sendError(res, outgoing.code, outgoing.reason);
  const ids = outgoing.contents.map((content) => {
    const message = world.store.add({ conversation: target.id, from: 'bot', content });
    refreshEverybody(world, message);
    return message.id;
  });
  const id = target.isChannel && ids[0] ? `${target.id};messageid=${ids[0]}` : target.id;
  sendAnswer(res, 201, ids.length === 1 ? { id, activityId: ids[0] } : { id });
}

type Target =
  | { readonly id: string; readonly isChannel: boolean }
  | { readonly refused: string; readonly code: 'BadArgument' | 'ConversationNotFound' | 'BotNotInConversationRoster' };

function findTarget(world: ChatWorld, { isGroup, members, tenantId, channelData, activity }: Wish): Target {
  const tenant = tenantId ?? channelData?.tenant?.id;
  if (tenant && tenant !== world.channel().tenantId) {
    return { code: 'BotNotInConversationRoster', refused: 'The bot is not installed in this tenant.' };
  }
  if (channelData?.channel) {
    const channel = world.roster.conversation(channelData.channel.id);
    if (channel?.kind !== 'channel') return { code: 'ConversationNotFound', refused: 'There is no such channel.' };
    if (!activity) return { code: 'BadArgument', refused: 'A new thread needs its first activity.' };
    return { id: channel.id, isChannel: true };
  }
  const [only, ...more] = members ?? [];
  if (isGroup || !only || more.length > 0)
    return { code: 'BadArgument', refused: 'A bot can start a chat with one person.' };
  if (!tenant) return { code: 'BadArgument', refused: 'A tenant id is needed to start a chat.' };
  const person = world.roster.byMri(only.id);
  if (!person)
    return { code: 'BotNotInConversationRoster', refused: 'members[0].id is not the MRI of a known person.' };
  return { id: person.conversation, isChannel: false };
}
