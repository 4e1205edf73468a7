// The Bot Connector REST API as botbuilder calls it. Order of the checks: token, trouble on demand, then the work.
import { timingSafeEqual } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { refreshEverybody } from './auto-refresh.ts';
import type { ChatWorld } from './chat-world.ts';
import { sendError } from './connector-errors.ts';
import { sendAnswer } from './faults.ts';
import { memberRoutes } from './member-routes.ts';
import { readOutgoing } from './outgoing-activity.ts';
import { type Conversation, splitConversationId } from './roster.ts';
import { startConversation } from './start-conversation.ts';

export type ConnectorRules = { readonly token: string; readonly sizeLimitBytes: number };

export function connectorRoutes(world: ChatWorld, rules: ConnectorRules): Router {
  const router = express.Router();
  router.use(express.json({ limit: '4mb' }));
  router.use((req, res, next) => {
    world.calls.record(req, res);
    if (!isBearer(req.headers.authorization, rules.token)) {
      res.status(401).json({ message: 'Authorization has been denied for this request.' });
      return;
    }
    const conversation = /^\/conversations\/([^/]+)/.exec(req.path)?.[1];
    const call = { method: req.method, conversation: conversation && decodeURIComponent(conversation) };
    if (!world.faults.strike(call, res)) next();
  });
  const send = (req: Request<{ id: string }>, res: Response) => sendActivity(world, rules, { req, res });
  const each = '/conversations/:id/activities/:activityId';
  router.post('/conversations', (req, res) => startConversation(world, rules.sizeLimitBytes, { req, res }));
  router.post('/conversations/:id/activities', send);
  // The id answered to may be one that only the SDK made up.
  router.post(each, send);
  router.put(each, (req, res) => editActivity(world, rules, { req, res }));
  router.delete(each, (req, res) => deleteActivity(world, req, res));
  router.use(memberRoutes(world));
  router.use((_req, res) => sendError(res, 'BadArgument', 'The connector has no such operation.'));
  return router;
}

type Exchange<P> = { readonly req: Request<P>; readonly res: Response };

function sendActivity(world: ChatWorld, rules: ConnectorRules, { req, res }: Exchange<{ id: string }>) {
  const where = conversationOf(world, req.params.id);
  if (!where) return sendError(res, 'ConversationNotFound');
  const outgoing = readOutgoing(req.body, rules.sizeLimitBytes);
  if (!outgoing.ok) return sendError(res, outgoing.code, outgoing.reason);
  if (where.conversation.kind !== 'personal' && outgoing.contents.some(({ consent }) => consent)) {
    return sendError(res, 'BadSyntax', 'Files can be offered in personal chats only.');
  }
  const ids = outgoing.contents.map((content) => {
    const message = world.store.add({
      conversation: where.conversation.id,
      from: 'bot',
      content,
      thread: where.thread,
    });
    refreshEverybody(world, message);
    return message.id;
  });
  // Text and card in one activity become two messages, and Teams then returns no id to edit later.
  sendAnswer(res, 201, ids.length === 1 ? { id: ids[0] } : {});
}

function editActivity(world: ChatWorld, rules: ConnectorRules, exchange: Exchange<{ id: string; activityId: string }>) {
  const { req, res } = exchange;
  const message = ownMessage(world, req, res);
  if (!message) return;
  const outgoing = readOutgoing(req.body, rules.sizeLimitBytes);
  if (!outgoing.ok) return sendError(res, outgoing.code, outgoing.reason);
  const content = outgoing.contents.at(-1);
  if (!content) return sendError(res, 'BadSyntax', 'An edit needs a text or a card.');
  world.store.edit(message, content);
  refreshEverybody(world, message);
  sendAnswer(res, 200, { id: message.id });
}

function deleteActivity(world: ChatWorld, req: Request<{ id: string; activityId: string }>, res: Response) {
  const message = ownMessage(world, req, res);
  if (!message) return;
  world.store.remove(message);
  sendAnswer(res, 200, {});
}

function ownMessage(world: ChatWorld, req: Request<{ id: string; activityId: string }>, res: Response) {
  const where = conversationOf(world, req.params.id);
  const message = where && world.store.find(where.conversation.id, req.params.activityId);
  if (!where) sendError(res, 'ConversationNotFound');
  else if (!message) sendError(res, 'ActivityNotFoundInConversation');
  else if (message.from !== 'bot') sendError(res, 'NotEnoughPermissions');
  else return message;
  return undefined;
}

function conversationOf(world: ChatWorld, raw: string): { conversation: Conversation; thread?: string } | undefined {
  const { id, thread } = splitConversationId(raw);
  const conversation = world.roster.conversation(id);
  return conversation && { conversation, ...(thread ? { thread } : {}) };
}

function isBearer(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
