import type { Edit } from '../mailbox/edit.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Rules } from '../rules/rules.ts';

/** What somebody wrote behind `set` and the mailbox: what to change, the words after it, and the options. */
export type EditWords = {
  readonly what?: string | undefined;
  readonly words?: readonly string[] | undefined;
  /** Behind `--clear` nothing belongs; what stands there has been taken along by mistake. */
  readonly clear?: string | undefined;
  readonly keep?: string | undefined;
};

export type EditLimits = Pick<Rules, 'customAttributeLength' | 'extensionAttributeValues' | 'mailTipLength'>;

export type EditsFromWords = { readonly ok: true; readonly edits: readonly Edit[] } | Refusal;

/** The words behind what is to be changed, and the two options. */
export type Rest = Required<Pick<EditWords, 'clear' | 'keep'>> & { readonly words: readonly string[] };

export type ReadEdits = (rest: Rest, limits: EditLimits) => EditsFromWords;

/** Controls, bidirectional marks and what else nobody can see: a card would not show what is written. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
const LONGEST_QUOTE = 40;

export const edits = (...made: readonly Edit[]): EditsFromWords => ({ ok: true, edits: made });

/** One clear sentence about what is wrong, and a line that is right. `rest` is the example behind `set <mailbox>`. */
export function unclear(what: string, rest: string): Refusal {
  return refuse('unclear_line', { what, example: `set alice@contoso.com ${rest}` });
}

export function hasUnseen(text: string): boolean {
  return UNSEEN.test(text);
}

/** A word of theirs inside a sentence of ours. */
export function quote(word: string): string {
  return `"${word.slice(0, LONGEST_QUOTE).replaceAll('"', "'")}"`;
}

/** `on` and `off`, and the words that people write for them. */
export function switchFrom(word: string | undefined): boolean | undefined {
  switch (word?.toLowerCase()) {
    case 'on':
    case 'yes':
    case 'true':
      return true;
    case 'off':
    case 'no':
    case 'false':
      return false;
    default:
      return undefined;
  }
}
