// One press on a button: the action is looked up on the card as this person sees it, the inputs are merged as Teams
// merges them, and the bot's answer changes only what this person sees.
import { type Action, invokeActivity } from './activity-shapes.ts';
import { isInput, isPart, type Part, partsOf, refreshOf, typeOf } from './card-walk.ts';
import type { ChatWorld } from './chat-world.ts';
import { readInvokeAnswer, type Shown } from './invoke-answer.ts';
import { asSeenBy, type ChatMessage } from './message-store.ts';
import type { Conversation, Member } from './roster.ts';

export type Click = {
  readonly verb: string;
  readonly title?: string | undefined;
  readonly data?: Part | undefined;
  readonly inputs?: Part | undefined;
  readonly forged?: boolean | undefined;
  /** Cards in channels arrive with and without the thread in the conversation id. */
  readonly withThread?: boolean | undefined;
};
export type Target = { readonly person: Member; readonly conversation: Conversation; readonly message: ChatMessage };
export type ClickResult =
  | { readonly ok: false; readonly reason: string }
  | {
      readonly ok: true;
      readonly status: number;
      readonly body: unknown;
      readonly activityId: unknown;
      readonly shown: Shown;
    };

export async function click(world: ChatWorld, target: Target, wish: Click): Promise<ClickResult> {
  const seen = asSeenBy(target.message, target.person.key).card ?? {};
  const button = findButton(seen, wish);
  if (!wish.forged) {
    if (!button) return refuse(`"${wish.title ?? wish.verb}" is not on the card as ${target.person.name} sees it.`);
    const problem = inputProblem(seen, wish);
    if (problem) return refuse(problem);
  }
  const action = withData(button ?? { type: 'Action.Execute', verb: wish.verb }, seen, wish);
  const isThreaded = wish.withThread && target.conversation.kind === 'channel';
  const thread = isThreaded ? (target.message.thread ?? target.message.id) : undefined;
  const invoked = { messageId: target.message.id, action, trigger: 'manual' as const };
  const place = { conversation: target.conversation, thread };
  const activity = invokeActivity(world.channel(), place, { person: target.person, invoked });
  const answer = await world.bot.deliver(activity);
  const shown = readInvokeAnswer(answer);
  show(world, target, shown);
  return { ok: true, ...answer, activityId: activity.id, shown };
}

/** Teams asking by itself for the card of one person. Whatever fails stays silent, as it does in Teams. */
export async function refreshFor(world: ChatWorld, target: Target): Promise<void> {
  const { message, person, conversation } = target;
  const refresh = message.content.card && refreshOf(message.content.card);
  if (!refresh) return;
  const { revision } = message;
  const invoked = { messageId: message.id, action: pick(refresh.action), trigger: 'automatic' as const };
  const activity = invokeActivity(world.channel(), { conversation }, { person, invoked });
  const shown = readInvokeAnswer(await world.bot.deliver(activity));
  // An edit in the meantime asks again by itself; an older answer must not cover the newer card.
  if (shown.kind === 'card' && message.revision === revision && !message.deleted) {
    world.store.setView(message, person.key, shown.card);
  }
}

function show(world: ChatWorld, { person, conversation, message }: Target, shown: Shown): void {
  if (shown.kind === 'card') world.store.setView(message, person.key, shown.card);
  else world.hub.tell(person.key, { type: 'toast', conversation: conversation.id, kind: shown.kind, text: shown.text });
}

function findButton(card: Part, wish: Click): Part | undefined {
  const named = (part: Part) => wish.title === undefined || part.title === wish.title;
  for (const part of partsOf(card)) {
    if (typeOf(part) === 'Action.Execute' && part.verb === wish.verb && named(part)) return part;
  }
  return undefined;
}

/** Fields count more than what the bot wrote into the button; data given by the caller already contains the fields. */
function withData(button: Part, card: Part, wish: Click): Action {
  const presets = button.associatedInputs === 'none' ? {} : presetInputs(card);
  const own = isPart(button.data) ? button.data : {};
  const data = wish.data ? { ...presets, ...wish.data } : { ...own, ...presets };
  return { ...pick(button), data: { ...data, ...wish.inputs } };
}

function inputProblem(card: Part, wish: Click): string | undefined {
  const fields = [...partsOf(card)].filter(isInput);
  const unknown = Object.keys(wish.inputs ?? {}).find((id) => !fields.some((field) => field.id === id));
  if (unknown !== undefined) return `There is no field "${unknown}" on the card.`;
  const given = { ...presetInputs(card), ...(wish.data ?? {}), ...(wish.inputs ?? {}) };
  const isEmpty = (value: unknown) => value === undefined || value === '';
  const missing = fields.find((field) => field.isRequired === true && isEmpty(given[String(field.id)]));
  return missing ? `The field "${String(missing.id)}" must be filled in.` : undefined;
}

function presetInputs(card: Part): Record<string, unknown> {
  const fields = [...partsOf(card)].filter(isInput);
  return Object.fromEntries(fields.map((field) => [String(field.id), field.value ?? '']));
}

/** The parts of an action that Teams sends along. */
function pick(action: Part): Action {
  const names = ['type', 'id', 'title', 'verb', 'data'].filter((name) => action[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, action[name]]));
}

function refuse(reason: string): ClickResult {
  return { ok: false, reason };
}
