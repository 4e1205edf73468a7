import type { AttributeName } from '../mailbox/attribute.ts';
import { type EditsFromWords, edits, hasUnseen, quote, type ReadEdits, unclear } from './edit-words.ts';
import { numberedName } from './numbered-name.ts';

const EXAMPLE = 'extension 1 add "blue team" night-shift';

/** `extension <1-5> add|remove|set <value…>`, each word or quoted text a value; `extension <1-5> --clear`. */
export const extensionEdits: ReadEdits = ({ words: [number, how, ...words], clear }, limits) => {
  const name = numberedName('ExtensionCustomAttribute', number);
  if (name === undefined) return unclear('an extension custom attribute has a number from 1 to 5.', EXAMPLE);
  if (clear !== undefined) {
    if (how !== undefined || clear !== '') return unclear('either values or "--clear", not both.', EXAMPLE);
    return edits({ kind: 'set', name, value: null });
  }
  const values = [...new Set(words.map((word) => word.trim()))];
  if (values.length === 0) return unclear('say add, remove or set, and the values.', EXAMPLE);
  if (values.includes('')) return unclear('a value cannot be empty.', EXAMPLE);
  if (values.some(hasUnseen)) return unclear('a value has characters that nobody can see.', EXAMPLE);
  const most = limits.extensionAttributeValues.value;
  if (values.length > most) return unclear(`there can be at most ${most} values.`, EXAMPLE);
  return changed(name, how, values);
};

function changed(name: AttributeName, how: string | undefined, values: readonly string[]): EditsFromWords {
  switch (how?.toLowerCase()) {
    case 'add':
      return edits({ kind: 'list', name, add: values, remove: [] });
    case 'remove':
      return edits({ kind: 'list', name, add: [], remove: values });
    case 'set':
      return edits({ kind: 'set', name, value: values });
    default:
      return unclear(`${quote(how ?? '')} is none of add, remove and set.`, EXAMPLE);
  }
}
