import * as z from 'zod/v4';
import { target } from './target.ts';

// The part of Adaptive Cards 1.5 that Steward uses, and no more: what Teams shows alike on desktop and phone.
// Stricter than any published schema, because it also holds our limits. Tests check every card against it.

/** What a button may ask for: names of commands. */
export const CARD_VERBS = [
  'check',
  'prereqs',
  'request',
  'rollback',
  'confirm',
  'cancel',
  'approve',
  'deny',
  'review',
  'hold',
  'release',
  'losses',
  'carry',
  'snapshots',
  'diff',
  'status',
  'pending',
  'history',
  'help',
  'sentinel',
  'adopt',
  'ignore',
  'readiness',
  'offboard',
] as const;

/** The size that a card may have as UTF-16; Teams refuses an activity above about 100 KB and is slow long before. */
export const MAX_CARD_BYTES = 24 * 1024;
export const MAX_ACTIONS = 6;

const text = z.string().min(1);
const id = z.string().regex(/^[a-z][A-Za-z]*$/);
const spacing = z.enum(['None', 'Small', 'Default', 'Medium', 'Large']);
const size = z.enum(['Small', 'Default', 'Medium', 'Large']);
const weight = z.enum(['Default', 'Bolder']);
const color = z.enum(['Default', 'Accent', 'Good', 'Warning', 'Attention']);

/** What every element may have. */
const placed = {
  id: id.optional(),
  spacing: spacing.optional(),
  separator: z.literal(true).optional(),
  isVisible: z.literal(false).optional(),
};

const look = {
  size: size.optional(),
  weight: weight.optional(),
  color: color.optional(),
  isSubtle: z.literal(true).optional(),
};

/** Markdown: for our own words only. */
const textBlock = z.strictObject({ type: z.literal('TextBlock'), text, wrap: z.literal(true), ...look, ...placed });

/** Literal: the one place for words of others. */
const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text,
  fontType: z.literal('Monospace').optional(),
  ...look,
});

const richTextBlock = z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(textRun).min(1), ...placed });

const factSet = z.strictObject({
  type: z.literal('FactSet'),
  facts: z.array(z.strictObject({ title: text, value: text })).min(1),
  ...placed,
});

const inputText = z.strictObject({
  type: z.literal('Input.Text'),
  id,
  label: text,
  value: z.string().optional(),
  placeholder: text.optional(),
  isMultiline: z.literal(true).optional(),
  maxLength: z.number().int().max(1000),
  spacing: spacing.optional(),
});

const inputChoiceSet = z.strictObject({
  type: z.literal('Input.ChoiceSet'),
  id,
  label: text,
  style: z.literal('compact'),
  choices: z.array(z.strictObject({ title: text, value: text })).min(1),
  value: z.string().optional(),
});

const column = z.strictObject({
  type: z.literal('Column'),
  width: z.union([z.enum(['auto', 'stretch']), z.string().regex(/^\d{2,3}px$/)]),
  items: z.array(z.union([textBlock, richTextBlock])).min(1),
});

const columnSet = z.strictObject({ type: z.literal('ColumnSet'), columns: z.array(column).min(1).max(2), ...placed });

const page = z.number().int().positive();
/** `live`, or the beginning of a hash. */
const snapshotName = z.string().regex(/^(live|[0-9a-f]{8})$/);
const requestId = z.string().regex(/^[0-9A-Z]{4}-[0-9A-Z]{2}$/);

/** The arguments of the command behind a button, and nothing else. */
const actionData = z.union([
  z.strictObject({ request: requestId, version: z.number().int().positive() }),
  z.strictObject({ request: requestId }),
  target,
  z.strictObject({ request: requestId, page }),
  z.strictObject({ mailbox: z.guid(), page }),
  z.strictObject({
    mailbox: z.guid(),
    from: snapshotName,
    to: snapshotName,
    seen: snapshotName.optional(),
    page: page.optional(),
  }),
  z.strictObject({ mailbox: z.guid(), found: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({ what: z.string().regex(/^[1-5]$/) }),
]);

const execute = z.strictObject({
  type: z.literal('Action.Execute'),
  title: text.max(40),
  verb: z.enum(CARD_VERBS),
  data: actionData,
  style: z.literal('positive').optional(),
  tooltip: text.optional(),
  associatedInputs: z.literal('none').optional(),
});

const toggle = z.strictObject({
  type: z.literal('Action.ToggleVisibility'),
  title: text.max(40),
  targetElements: z.array(id).min(1),
});

const openUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  title: text.max(40),
  url: z.url({ protocol: /^https$/ }),
});

const showCard = z.strictObject({
  type: z.literal('Action.ShowCard'),
  title: text.max(40),
  card: z.strictObject({
    type: z.literal('AdaptiveCard'),
    version: z.literal('1.5'),
    body: z.array(z.union([textBlock, inputText, inputChoiceSet])).min(1),
    actions: z.array(execute).min(1).max(MAX_ACTIONS),
  }),
});

/** Only at the root of a card or directly in a container there: inside columns it needs two taps on Android. */
const actionSet = z.strictObject({
  type: z.literal('ActionSet'),
  actions: z.array(z.union([execute, toggle, openUrl])).min(1),
  ...placed,
});

const plainElement = z.union([textBlock, richTextBlock, factSet, columnSet, inputText, inputChoiceSet, actionSet]);

const container = z.strictObject({
  type: z.literal('Container'),
  items: z.array(plainElement).min(1),
  style: z.enum(['default', 'emphasis', 'accent', 'good', 'warning', 'attention']).optional(),
  ...placed,
});

const card = z.strictObject({
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.5'),
  body: z.array(z.union([plainElement, container])).min(1),
  actions: z
    .array(z.union([execute, toggle, openUrl, showCard]))
    .max(MAX_ACTIONS)
    .optional(),
  /** Added by the bot: who gets a view of their own. */
  refresh: z.strictObject({ action: execute, userIds: z.array(z.string().startsWith('29:')).max(60) }).optional(),
});

/** One card as it is sent. */
export type AdaptiveCardJson = z.infer<typeof card>;

/** A card within our limits: see the constants above. */
export const cardSchema = card.superRefine((value, context) => {
  const say = (message: string): void => context.addIssue({ code: 'custom', message });
  const { refresh: _nobodyPressesIt, ...shown } = value;
  const { ids, actions } = census(shown);
  if (new Set(ids).size !== ids.length) say(`ids are not unique: ${ids.join(', ')}`);
  if (actions > MAX_ACTIONS) say(`${actions} actions in one card`);
  const bytes = cardBytes(value);
  if (bytes > MAX_CARD_BYTES) say(`the card has ${bytes} bytes`);
});

/** How large a card is on the wire, as UTF-16. */
export function cardBytes(value: unknown): number {
  return JSON.stringify(value).length * 2;
}

/** Every id in the card, and how many actions it has in all; of a pair that takes turns, one is hidden. */
function census(node: unknown): { ids: string[]; actions: number } {
  if (Array.isArray(node)) return node.map(census).reduce(plus, { ids: [], actions: 0 });
  if (typeof node !== 'object' || node === null) return { ids: [], actions: 0 };
  const inside = census(Object.values(node));
  const own = 'id' in node && typeof node.id === 'string' ? [node.id] : [];
  const isAction = 'type' in node && String(node.type).startsWith('Action.');
  return { ids: [...own, ...inside.ids], actions: inside.actions + (isAction ? 1 : 0) };
}

function plus(a: ReturnType<typeof census>, b: ReturnType<typeof census>): ReturnType<typeof census> {
  return { ids: [...a.ids, ...b.ids], actions: a.actions + b.actions };
}
