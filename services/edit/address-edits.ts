import { edits, quote, type ReadEdits, unclear } from './edit-words.ts';
import { smtpAddress } from './smtp-address.ts';

/** `alias add <address>`, `alias remove <address>`: one entry comes or goes, every other one stays as it is. */
export const aliasEdits: ReadEdits = ({ words }) => {
  const [how, word, ...more] = words;
  const example = 'alias add alice.meyer@contoso.com';
  const verb = how?.toLowerCase();
  if (verb !== 'add' && verb !== 'remove') return unclear('say whether to add or remove the alias.', example);
  if (word === undefined) return unclear(`name the address to ${verb}.`, example);
  if (more.length > 0) return unclear('one alias at a time.', example);
  const read = smtpAddress(word, example);
  if (!read.ok) return read;
  const entries = [`smtp:${read.address}`];
  const [add, remove] = verb === 'add' ? [entries, []] : [[], entries];
  return edits({ kind: 'list', name: 'EmailAddresses', add, remove });
};

/** `primary <address>`: Exchange keeps the former primary address as an alias. */
export const primaryEdits: ReadEdits = ({ words }) => {
  const [word, ...more] = words;
  const example = 'primary alice.meyer@contoso.com';
  if (word === undefined) return unclear('name the address that becomes the primary one.', example);
  if (more.length > 0)
    return unclear(`a mailbox has one primary address, and ${quote(more.join(' '))} is more.`, example);
  const read = smtpAddress(word, example);
  return read.ok ? edits({ kind: 'set', name: 'WindowsEmailAddress', value: read.address }) : read;
};
