import { type Refusal, refuse } from '../refusal.ts';
import { aliasEdits, primaryEdits } from './address-edits.ts';
import {
  type EditLimits,
  type EditsFromWords,
  type EditWords,
  quote,
  type ReadEdits,
  type Rest,
  unclear,
} from './edit-words.ts';
import { extensionEdits } from './extension-edits.ts';
import { forwardEdits } from './forward-edits.ts';
import { hiddenEdits } from './hidden-edits.ts';
import { masteredElsewhere } from './mastered-elsewhere.ts';
import { attributeEdits, mailTipEdits } from './text-edits.ts';

type Option = 'clear' | 'keep';

/** What can be edited, by the word for it, and which option it takes. */
const READERS: ReadonlyMap<string, { readonly read: ReadEdits; readonly takes: Option | null }> = new Map([
  ['hidden', { read: hiddenEdits, takes: null }],
  ['alias', { read: aliasEdits, takes: null }],
  ['primary', { read: primaryEdits, takes: null }],
  ['attribute', { read: attributeEdits, takes: 'clear' }],
  ['extension', { read: extensionEdits, takes: 'clear' }],
  ['mailtip', { read: mailTipEdits, takes: 'clear' }],
  ['forward', { read: forwardEdits, takes: 'keep' }],
] as const);

const WHAT = [...READERS.keys()];

/** Whether a word says what to change, so that it cannot be meant as the name of a mailbox. */
export function isEditable(word: string): boolean {
  return READERS.has(word.toLowerCase());
}

/**
 * The edits that somebody's words mean, or one sentence about what is wrong with them. Pure, never throws, and every
 * edit of it is one that `editParameters` takes. What Active Directory masters is refused here for good: asking Exchange
 * for it again would never help.
 */
export function editFromWords(written: EditWords, limits: EditLimits): EditsFromWords {
  const { what = '', words = [], clear, keep } = written;
  const reader = READERS.get(what.toLowerCase());
  if (!reader) return refusedWhat([what, ...words]);
  const odd = oddOption({ words, clear, keep }, reader.takes);
  return odd ?? reader.read({ words, clear, keep }, limits);
}

function refusedWhat(words: readonly string[]): Refusal {
  const what = masteredElsewhere(words);
  if (what !== undefined) return refuse('mastered_elsewhere', { what });
  const [word = ''] = words;
  const choice = `say what to change: ${WHAT.slice(0, -1).join(', ')} or ${WHAT.at(-1)}`;
  return unclear(word === '' ? `${choice}.` : `${quote(word)} is nothing that I can change; ${choice}.`, 'hidden on');
}

function oddOption({ clear, keep }: Rest, takes: Option | null): Refusal | undefined {
  if (clear !== undefined && takes !== 'clear')
    return unclear('there is nothing to "--clear" here.', 'mailtip --clear');
  if (keep !== undefined && takes !== 'keep')
    return unclear('"--keep" belongs to forwarding.', 'forward sales@contoso.com --keep on');
  return undefined;
}
