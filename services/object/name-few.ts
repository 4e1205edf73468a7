const MOST_NAMED = 5;
const LONGEST_NAME = 60;

/** "A, B and C", or "A, B, C, D, E and 12 more": enough to recognise them in a sentence, however many and long. */
export function nameFew(objects: readonly { readonly displayName: string }[]): string {
  const names = objects.slice(0, MOST_NAMED).map(({ displayName }) => shortened(displayName));
  const more = objects.length - names.length;
  const last = more > 0 ? `${more} more` : names.pop();
  return names.length === 0 ? (last ?? '') : `${names.join(', ')} and ${last}`;
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME - 1).join('')}…` : name;
}
