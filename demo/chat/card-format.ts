// The Adaptive Card format up to 1.5 as far as Teams shows it, as data: which types exist, what each needs, where parts
// nest, and which words a property takes.
import { isPart, type Part } from './card-walk.ts';

/** Says what is wrong with a part, or nothing. */
type Rule = (part: Part) => string | undefined;
type Slot = {
  readonly name: string;
  readonly kind: 'element' | 'action';
  readonly list: boolean;
  readonly itemType?: string;
};

const text =
  (name: string): Rule =>
  (part) =>
    typeof part[name] === 'string' ? undefined : `needs ${name}, and it must be a text`;
const filled =
  (name: string): Rule =>
  (part) =>
    typeof part[name] === 'string' && part[name] !== '' ? undefined : `needs a ${name} that is not empty`;
const optionalText =
  (name: string): Rule =>
  (part) =>
    part[name] === undefined ? undefined : text(name)(part);
const list =
  (name: string): Rule =>
  (part) =>
    Array.isArray(part[name]) ? undefined : `needs a list of ${name}`;
const link: Rule = (part) =>
  typeof part.url === 'string' && /^(https?:\/\/|data:image\/|mailto:|msteams:|tel:)/.test(part.url)
    ? undefined
    : 'needs a complete url';
const pairs =
  (name: string): Rule =>
  (part) => {
    const items = Array.isArray(part[name]) ? part[name] : [];
    const fits = (item: unknown) => isPart(item) && typeof item.title === 'string' && typeof item.value === 'string';
    return items.every(fits) ? undefined : `${name} must have a title and a value, both texts`;
  };
const runs: Rule = (part) => {
  const inlines = Array.isArray(part.inlines) ? part.inlines : [];
  const fits = (run: unknown) =>
    typeof run === 'string' || (isPart(run) && run.type === 'TextRun' && typeof run.text === 'string');
  return inlines.every(fits) ? undefined : 'inlines must be texts or TextRun with a text';
};
const dataObject: Rule = (part) =>
  part.data === undefined || isPart(part.data) || typeof part.data === 'string' ? undefined : 'data must be an object';
const showCard: Rule = (part) => (isPart(part.card) ? undefined : 'needs a card');
const field = [optionalText('label'), optionalText('errorMessage'), optionalText('placeholder')];
const button = [filled('title')];

export const ELEMENTS: Readonly<Record<string, readonly Rule[]>> = {
  ActionSet: [list('actions')],
  Column: [],
  ColumnSet: [],
  Container: [list('items')],
  FactSet: [list('facts'), pairs('facts')],
  Image: [link],
  ImageSet: [list('images')],
  Media: [list('sources')],
  RichTextBlock: [list('inlines'), runs],
  Table: [],
  TableRow: [],
  TableCell: [],
  TextBlock: [text('text')],
  'Input.ChoiceSet': [...field, list('choices'), pairs('choices'), optionalText('value')],
  'Input.Date': field,
  'Input.Number': field,
  'Input.Text': [...field, optionalText('value'), optionalText('regex')],
  'Input.Time': field,
  'Input.Toggle': [text('title'), optionalText('value')],
};

export const ACTIONS: Readonly<Record<string, readonly Rule[]>> = {
  'Action.Execute': [optionalText('title'), filled('verb'), dataObject],
  'Action.OpenUrl': [...button, link],
  'Action.ShowCard': [...button, showCard],
  'Action.Submit': [optionalText('title'), dataObject],
  'Action.ToggleVisibility': [...button, list('targetElements')],
};

const items: Slot = { name: 'items', kind: 'element', list: true };
const selectAction: Slot = { name: 'selectAction', kind: 'action', list: false };

export const SLOTS: Readonly<Record<string, readonly Slot[]>> = {
  ActionSet: [{ name: 'actions', kind: 'action', list: true }],
  Column: [items, selectAction],
  ColumnSet: [{ name: 'columns', kind: 'element', list: true, itemType: 'Column' }, selectAction],
  Container: [items, selectAction],
  Image: [selectAction],
  ImageSet: [{ name: 'images', kind: 'element', list: true, itemType: 'Image' }],
  'Input.Text': [{ name: 'inlineAction', kind: 'action', list: false }],
  Table: [{ name: 'rows', kind: 'element', list: true, itemType: 'TableRow' }],
  TableCell: [items, selectAction],
  TableRow: [{ name: 'cells', kind: 'element', list: true, itemType: 'TableCell' }],
};

const ACTION_STYLES = ['default', 'positive', 'destructive'];

/** Words a property takes; by type where the same name means different things. */
export const CHOICES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  spacing: { any: ['none', 'small', 'default', 'medium', 'large', 'extralarge', 'padding'] },
  weight: { any: ['lighter', 'default', 'bolder'] },
  color: { any: ['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'] },
  fontType: { any: ['default', 'monospace'] },
  horizontalAlignment: { any: ['left', 'center', 'right'] },
  size: {
    TextBlock: ['small', 'default', 'medium', 'large', 'extralarge'],
    Image: ['auto', 'stretch', 'small', 'medium', 'large'],
  },
  style: {
    any: ['default', 'emphasis', 'good', 'attention', 'warning', 'accent'],
    'Action.Execute': ACTION_STYLES,
    'Action.OpenUrl': ACTION_STYLES,
    'Action.ShowCard': ACTION_STYLES,
    'Action.Submit': ACTION_STYLES,
    'Action.ToggleVisibility': ACTION_STYLES,
    Image: ['default', 'person'],
    'Input.ChoiceSet': ['compact', 'expanded', 'filtered'],
    'Input.Text': ['text', 'tel', 'url', 'email', 'password'],
    TextBlock: ['default', 'heading', 'columnheader'],
  },
};
