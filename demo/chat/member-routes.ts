// Who is in a conversation, as the connector tells a bot: one person by MRI or Entra object id, all, or page by page.
import express, { type Router } from 'express';
import type { ChatWorld } from './chat-world.ts';
import { sendError } from './connector-errors.ts';
import { sendAnswer } from './faults.ts';
import { type Member, splitConversationId } from './roster.ts';

/** Teams ignores page sizes outside of these. */
const PAGE = { least: 50, usual: 200, most: 500 };

export function memberRoutes(world: ChatWorld): Router {
  const router = express.Router();
  const membersOf = (raw: string) => world.roster.conversation(splitConversationId(raw).id)?.members;
  const account = (member: Member) => teamsAccount(member, world.channel().tenantId);

  router.get('/conversations/:id/members', (req, res) => {
    const members = membersOf(req.params.id);
    if (!members) return sendError(res, 'ConversationNotFound');
    sendAnswer(res, 200, members.map(account));
  });
  router.get('/conversations/:id/pagedmembers', (req, res) => {
    const members = membersOf(req.params.id);
    if (!members) return sendError(res, 'ConversationNotFound');
    const wished = Number(req.query.pageSize);
    const size = wished >= PAGE.least && wished <= PAGE.most ? wished : PAGE.usual;
    const start = Number(req.query.continuationToken ?? 0) || 0;
    const more = start + size < members.length ? { continuationToken: String(start + size) } : {};
    sendAnswer(res, 200, { members: members.slice(start, start + size).map(account), ...more });
  });
  router.get('/conversations/:id/members/:memberId', (req, res) => {
    const { memberId } = req.params;
    const members = membersOf(req.params.id);
    if (!members) return sendError(res, 'ConversationNotFound');
    const member = members.find((one) => one.mri === memberId || one.objectId === memberId.toLowerCase());
    if (!member) return sendError(res, 'MemberNotFoundInConversation');
    sendAnswer(res, 200, account(member));
  });
  return router;
}

function teamsAccount(member: Member, tenantId: string) {
  const [givenName = '', ...rest] = member.name.split(' ');
  return {
    id: member.mri,
    name: member.name,
    givenName,
    surname: rest.join(' '),
    objectId: member.objectId,
    aadObjectId: member.objectId,
    email: member.upn,
    userPrincipalName: member.upn,
    tenantId,
    userRole: 'user',
  };
}
