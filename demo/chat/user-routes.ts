// The people's side: what they see, what they type, what they press. Used by the page and by acceptance tests.
import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod/v4';
import { messageActivity } from './activity-shapes.ts';
import type { ChatWorld } from './chat-world.ts';
import { click, refreshFor, type Target } from './click.ts';
import { answerOffer } from './consent.ts';
import { asSeenBy } from './message-store.ts';
import { type Conversation, type Member, splitConversationId } from './roster.ts';

const object = z.record(z.string(), z.unknown());
const place = { person: z.string(), conversation: z.string() };
const sendBody = z.strictObject({
  ...place,
  text: z.string().min(1),
  html: z.string().optional(),
  /** Answer in this thread instead of starting one; channels only. */
  thread: z.string().optional(),
  /** A line in a channel that does not mention the bot never reaches it. */
  mention: z.boolean().default(true),
});
const clickBody = z.strictObject({
  ...place,
  messageId: z.string(),
  verb: z.string(),
  title: z.string().optional(),
  data: object.optional(),
  inputs: object.optional(),
  forged: z.boolean().optional(),
  withThread: z.boolean().optional(),
});
const consentBody = z.strictObject({
  ...place,
  messageId: z.string(),
  decision: z.enum(['accept', 'decline']),
  forged: z.strictObject({ context: z.unknown().optional(), uploadUrl: z.string().optional() }).optional(),
});
const refreshBody = z.strictObject({ ...place, messageId: z.string() });

export function userRoutes(world: ChatWorld): Router {
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));
  router.get('/people', (_req, res) => {
    res.json(world.roster.members.map(({ groups: _groups, ...person }) => person));
  });
  router.get('/conversations', (req, res) => {
    const { person } = z.object({ person: z.string() }).parse(req.query);
    const own = world.roster.conversations.filter((one) => one.members.some((member) => member.key === person));
    res.json(own.map(({ id, kind, name }) => ({ id, kind, name })));
  });
  router.get('/messages', (req, res) => {
    const asked = findPlace(world, z.object(place).parse(req.query));
    if (!asked.ok) return refuse(res, asked.reason);
    res.json(world.store.list(asked.conversation.id).map((message) => asSeenBy(message, asked.person.key)));
  });
  router.get('/events', (req, res) => {
    const { person } = z.object({ person: z.union([z.string(), z.array(z.string())]) }).parse(req.query);
    world.hub.join(res, [person].flat());
  });
  router.post('/send', (req, res) => sendText(world, req, res));
  router.post('/click', (req, res) => pressButton(world, req, res));
  router.post('/consent', (req, res) => answerFile(world, req, res));
  router.post('/refresh', async (req, res) => {
    const asked = findTarget(world, refreshBody.parse(req.body));
    if (!asked.ok) return refuse(res, asked.reason);
    await refreshFor(world, asked.target);
    res.json(asSeenBy(asked.target.message, asked.target.person.key));
  });
  return router;
}

async function sendText(world: ChatWorld, req: Request, res: Response): Promise<void> {
  const { mention, text, html, thread, ...where } = sendBody.parse(req.body);
  const asked = findPlace(world, where);
  if (!asked.ok) return refuse(res, asked.reason);
  const { person, conversation } = asked;
  const inChannel = conversation.kind === 'channel';
  const draft = { conversation: conversation.id, from: person.key, content: { text, textFormat: 'plain' } };
  const message = world.store.add({ ...draft, thread: inChannel ? thread : undefined });
  if (inChannel && !mention) {
    res.json({ status: 200, activityId: message.id, delivered: false });
    return;
  }
  const activity = messageActivity(
    world.channel(),
    { conversation, thread: inChannel ? (thread ?? message.id) : undefined },
    { person, everybody: world.roster.members, typed: { id: message.id, text, html } },
  );
  const answer = await world.bot.deliver(activity);
  const delivered = answer.status >= 200 && answer.status < 300;
  if (!delivered) world.store.markUndelivered(message);
  res.json({ status: answer.status, activityId: message.id, delivered });
}

async function pressButton(world: ChatWorld, req: Request, res: Response): Promise<void> {
  const { person, conversation, messageId, ...wish } = clickBody.parse(req.body);
  const asked = findTarget(world, { person, conversation, messageId });
  if (!asked.ok) return refuse(res, asked.reason);
  const result = await click(world, asked.target, wish);
  if (!result.ok) return refuse(res, result.reason);
  const { status, body, activityId, shown } = result;
  res.json({ status, body, activityId, shown });
}

async function answerFile(world: ChatWorld, req: Request, res: Response): Promise<void> {
  const { person, conversation, messageId, ...wish } = consentBody.parse(req.body);
  const asked = findTarget(world, { person, conversation, messageId });
  if (!asked.ok) return refuse(res, asked.reason);
  const result = await answerOffer(world, asked.target, wish);
  if (!result.ok) return refuse(res, result.reason);
  const { status, body, activityId } = result;
  res.json({ status, body, activityId });
}

type Refused = { readonly ok: false; readonly reason: string };
type Found = { readonly ok: true; readonly person: Member; readonly conversation: Conversation };

function findPlace(world: ChatWorld, asked: { person: string; conversation: string }): Found | Refused {
  const person = world.roster.byKey(asked.person);
  const conversation = world.roster.conversation(splitConversationId(asked.conversation).id);
  if (!person) return { ok: false, reason: `There is no person "${asked.person}".` };
  if (!conversation?.members.includes(person))
    return { ok: false, reason: `${person.name} is not in that conversation.` };
  return { ok: true, person, conversation };
}

function findTarget(world: ChatWorld, asked: z.infer<typeof refreshBody>): { ok: true; target: Target } | Refused {
  const found = findPlace(world, asked);
  if (!found.ok) return found;
  const message = world.store.find(found.conversation.id, asked.messageId);
  if (!message) return { ok: false, reason: `There is no message "${asked.messageId}" in that conversation.` };
  return { ok: true, target: { ...found, message } };
}

function refuse(res: Response, message: string): void {
  res.status(400).json({ error: { code: 'BadRequest', message } });
}
