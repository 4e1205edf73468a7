import { ATTRIBUTES } from '../mailbox/attribute.ts';
import type { Edit } from '../mailbox/edit.ts';
import { refuse } from '../refusal.ts';
import { type EditsFromWords, edits, hasUnseen, type ReadEdits, type Rest, unclear } from './edit-words.ts';
import { numberedName } from './numbered-name.ts';

/** Exchange makes HTML of a MailTip by itself: "additional HTML tags aren't supported" (Microsoft Learn, Set-Mailbox). */
const HTML = /[<>]|&#?\w+;/;

type Text = Pick<Rest, 'words' | 'clear'> & {
  readonly name: Edit['name'];
  readonly limit: number;
  readonly example: string;
};

/** `attribute <1-15> <text>`, `attribute <1-15> --clear`. */
export const attributeEdits: ReadEdits = ({ words: [number, ...words], clear }, { customAttributeLength }) => {
  const example = 'attribute 7 "Berlin"';
  const name = numberedName('CustomAttribute', number);
  if (name === undefined) return unclear('a custom attribute has a number from 1 to 15.', example);
  return textEdits({ name, words, clear, limit: customAttributeLength.value, example });
};

/** `mailtip <text>`, `mailtip --clear`. */
export const mailTipEdits: ReadEdits = ({ words, clear }, { mailTipLength }) => {
  const example = 'mailtip "Read on weekdays only"';
  if (words.some((word) => HTML.test(word))) return unclear('a MailTip is plain text, without HTML.', example);
  return textEdits({ name: 'MailTip', words, clear, limit: mailTipLength.value, example });
};

function textEdits({ name, words, clear, limit, example }: Text): EditsFromWords {
  const text = words.join(' ').trim();
  if (clear !== undefined) {
    if (text !== '' || clear !== '') return unclear('either a text or "--clear", not both.', example);
    return edits({ kind: 'set', name, value: null });
  }
  if (text === '') return unclear('write the new text, or "--clear" to empty it.', example);
  if (hasUnseen(text)) return unclear('the text has characters that nobody can see.', example);
  const length = [...text].length;
  if (length > limit)
    return refuse('value_too_long', { label: ATTRIBUTES[name].label, limit: String(limit), length: String(length) });
  return edits({ kind: 'set', name, value: text });
}
