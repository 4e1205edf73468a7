const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Controls, and what reorders or hides text. */
const TROUBLE = /[\p{Cc}\p{Cf}\p{Co}]/gu;

/** A text from anywhere as text of an HTML page, also inside a quoted attribute. It cannot become markup. */
export function htmlText(text: string): string {
  const plain = text.toWellFormed().replaceAll(/\s+/g, ' ').replaceAll(TROUBLE, '');
  return plain.replaceAll(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}
