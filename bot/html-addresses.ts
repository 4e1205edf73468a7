import { addressesIn } from './address-token.ts';
import { cleanCharacters } from './line-characters.ts';
import { withoutMarkup } from './line-markup.ts';

const LENGTH_LIMIT = 8000;
const FOUND_LIMIT = 10;
const QUOTED_MESSAGE = /<blockquote\b[\s\S]*?<\/blockquote\s*>/gi;

/**
 * The addresses in the HTML twin of a message: `Name <alice@contoso.com>` pasted from Outlook arrives as `Name` in
 * the plain text (BotFramework-Services#181). Read as characters only; what is quoted from another message is not
 * what this person said.
 */
export function htmlAddresses(html: string): readonly string[] {
  const own = html.slice(0, LENGTH_LIMIT).replace(QUOTED_MESSAGE, ' ');
  return addressesIn(cleanCharacters(withoutMarkup(own))).slice(0, FOUND_LIMIT);
}
