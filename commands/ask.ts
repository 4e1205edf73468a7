import type { SyncedObject } from '../services/directory/directory-tenant.ts';
import { findObject } from '../services/object/find-object.ts';
import { handedBack } from '../services/object/handed-back.ts';
import { type Refusal, refuse } from '../services/refusal.ts';
import type { RequestAction } from '../services/request/action.ts';
import { draftRequest } from '../services/request/draft.ts';
import type { Wish } from '../services/request/wish.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { resolveSubject } from './resolve-subject.ts';

export type Asking = {
  readonly verb: 'request' | 'rollback';
  readonly name: string | undefined;
  readonly whole: boolean;
  readonly reason: string | undefined;
  readonly example: string;
};

type Pair = { readonly mailbox: RequestAction; readonly object: RequestAction };

const ACTIONS: Readonly<Record<Asking['verb'], Pair>> = {
  request: { mailbox: 'to-cloud', object: 'object-to-cloud' },
  rollback: { mailbox: 'to-on-premises', object: 'object-to-on-premises' },
};

/** What `request` and `rollback` have in common: everything but the direction. */
export async function ask(context: CommandContext, asking: Asking): Promise<CommandResult> {
  const subject = await resolveSubject(context, asking);
  if (subject.kind === 'refused') return subject.refusal;
  if (subject.kind === 'ask') return { ok: true, reply: subject.reply };
  if (subject.kind === 'object') return await askForObject(context, asking, subject.object);
  const { objectId } = subject;
  const asked = await prepare(context, asking, { action: ACTIONS[asking.verb].mailbox, objectId });
  if (asked.ok || asked.code !== 'mailbox_not_found') return asked;
  // An id, typed or from a button, says nothing about what it is the id of.
  const object = await findObject(context.services.directory, objectId, context.signal);
  return object ? await askForObject(context, asking, object) : asked;
}

async function askForObject(context: CommandContext, asking: Asking, object: SyncedObject): Promise<CommandResult> {
  const { kind, objectId, name } = object;
  const { verb } = asking;
  if (kind === 'user' && !asking.whole) return refuse('user_needs_whole', { name, verb });
  const waits = await waiting(context, object);
  return waits ?? (await prepare(context, asking, { action: ACTIONS[verb].object, kind, objectId }));
}

/** Until a directory sync has taken it over, an object that was handed back looks as if it had never been synced. */
async function waiting({ services, signal }: CommandContext, object: SyncedObject): Promise<Refusal | undefined> {
  if (object.isSynced || (await services.directory.isCloudManaged(object, signal)) !== false) return undefined;
  const back = await handedBack(services.store, object.objectId);
  return back ? refuse('object_waits', { name: object.name, id: back.request }) : undefined;
}

/** Drafts a request and says where its requester finds it. */
export async function prepare(
  context: CommandContext,
  { reason }: Pick<Asking, 'reason'>,
  wish: Pick<Wish, 'action' | 'kind' | 'objectId' | 'edits'>,
): Promise<CommandResult> {
  if (!(await context.openPersonalChat())) return refuse('no_private_place');
  const drafted = await draftRequest(
    context.services,
    { ...wish, requester: context.person, reason: reason || null, conversation: context.conversation.id },
    context.signal,
  );
  if (!drafted.ok) return drafted;
  const sentence = context.conversation.isPersonal
    ? `I prepared ${drafted.record.id}: look at it below and confirm it.`
    : `I prepared ${drafted.record.id} and sent it to our personal chat: look at it there and confirm it.`;
  return { ok: true, reply: { kind: 'notice', sentence } };
}
