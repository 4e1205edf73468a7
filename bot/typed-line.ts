import { addressesIn, bareAddress } from './address-token.ts';
import { cleanCharacters, lookAlikes } from './line-characters.ts';
import { type LineMention, withoutMarkup, withoutMentions } from './line-markup.ts';

/** What somebody typed, as the activity has it. `text` may be anything. */
export type TypedText = { readonly text: unknown; readonly mentions: readonly LineMention[] };

export type TypedLine = {
  /** One line of visible characters, without mentions and markup. The case of letters is kept. */
  readonly line: string;
  /** Addresses whose letters were folded or look like others: to be said again, never acted on. */
  readonly folded: readonly string[];
  readonly hasAddress: boolean;
};

const LENGTH_LIMIT = 2000;
const QUOTED = /("[^"]*")/;
const BRACKETED_ADDRESS = /<([^\s<>"]+@[^\s<>"]+)>/g;
const ADDRESS_WORD = /[^\s"]+@[^\s"]+/g;

/**
 * What reaches the bot as text is not what was typed: mentions, markup, no-break spaces, curly quotes, marks of
 * right-to-left text. Pure; never throws, whatever comes.
 */
export function typedLine({ text, mentions }: TypedText): TypedLine {
  const capped = typeof text === 'string' ? text.slice(0, LENGTH_LIMIT) : '';
  const plain = withoutMarkup(withoutMentions(capped, mentions));
  const line = outsideQuotes(cleanCharacters(plain), bareAddresses);
  return { line, folded: foldedAddresses(plain), hasAddress: addressesIn(line).length > 0 };
}

function foldedAddresses(plain: string): readonly string[] {
  const words = lookAlikes(plain).flatMap((word) => word.split(/[\s"<>]+/));
  return [...new Set(words.filter((word) => word.includes('@')).map(bareAddress))];
}

/** Quoted text is a reason in somebody's own words: it stays as it is. */
function outsideQuotes(line: string, change: (part: string) => string): string {
  const parts = line.split(QUOTED).map((part, index) => (index % 2 === 1 ? part : change(part)));
  return parts.join('').replace(/ +/g, ' ').trim();
}

function bareAddresses(part: string): string {
  return part.replace(BRACKETED_ADDRESS, ' $1 ').replace(ADDRESS_WORD, bareAddress);
}
