import { edits, type ReadEdits, switchFrom, unclear } from './edit-words.ts';

/** `hidden on|off`: whether the mailbox is left out of the address lists. */
export const hiddenEdits: ReadEdits = ({ words }) => {
  const [word, ...more] = words;
  const value = more.length > 0 ? undefined : switchFrom(word);
  if (value === undefined) return unclear('say "hidden on" or "hidden off".', 'hidden on');
  return edits({ kind: 'set', name: 'HiddenFromAddressListsEnabled', value });
};
