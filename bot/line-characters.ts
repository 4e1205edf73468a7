const SPACES = /[\p{Z}\t\n\v\f\r\u0085\u2800\ufffc]/gu;
/** Controls, bidirectional marks, zero-width characters, lone surrogates: nothing that a person can see. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const DOUBLE_QUOTES = /[\u201c-\u201f\u2033\u00ab\u00bb]/g;
const SINGLE_QUOTES = /[\u2018-\u201b\u2032]/g;
/** Keyboards turn the two hyphens of an option into one dash. */
const OPTION_DASH = /(^| )[\u2013\u2014](?=\p{L})/gu;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63]/g;

/** One line of plain characters: compatibility forms folded (NFKC), typographic ones made ASCII, invisible ones gone. */
export function cleanCharacters(text: string): string {
  return typographyAsAscii(visibleOnly(visibleOnly(text).normalize('NFKC')))
    .replace(/ +/g, ' ')
    .trim();
}

/**
 * Words whose letters folding changed, or that mix scripts: they look like other words. Returned as they are after
 * folding.
 */
export function lookAlikes(text: string): readonly string[] {
  const words = typographyAsAscii(visibleOnly(text)).split(' ');
  return words.map(cleanCharacters).filter((folded, index) => {
    const typed = (words[index] ?? '')
      .normalize('NFC')
      .replace(/[\uff20\ufe6b]/g, '@')
      .replace(/\u2026/g, '...');
    return folded !== typed || mixesScripts(folded);
  });
}

function mixesScripts(word: string): boolean {
  return (
    /\p{Script=Latin}/u.test(word) &&
    /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(word)
  );
}

function visibleOnly(text: string): string {
  return text.replace(SPACES, ' ').replace(INVISIBLE, '');
}

function typographyAsAscii(text: string): string {
  return text.replace(DOUBLE_QUOTES, '"').replace(SINGLE_QUOTES, "'").replace(OPTION_DASH, '$1--').replace(DASHES, '-');
}
