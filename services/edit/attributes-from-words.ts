import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName } from '../mailbox/attribute.ts';

export type NamedAttributes =
  | { readonly ok: true; readonly names: readonly AttributeName[] }
  /** The first words that name nothing. */
  | { readonly ok: false; readonly words: readonly string[] };

const FORWARDING: readonly AttributeName[] = [
  'ForwardingAddress',
  'ForwardingSmtpAddress',
  'DeliverToMailboxAndForward',
];

const spelt = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** `ForwardingAddress` is one attribute in Exchange, and "Forwarding address" the label of another. */
const PARAMETERS: ReadonlyMap<string, readonly AttributeName[]> = new Map(
  ATTRIBUTE_NAMES.map((name) => [spelt(name), [name]]),
);

/** By their label on the cards, and by the words of `set`. */
const LABELS: ReadonlyMap<string, readonly AttributeName[]> = new Map([
  ...ATTRIBUTE_NAMES.map((name) => [spelt(ATTRIBUTES[name].label), [name]] as const),
  ...ATTRIBUTE_NAMES.flatMap((name) =>
    [/^CustomAttribute(\d+)$/, /^ExtensionCustomAttribute(\d+)$/].flatMap((series, index) => {
      const number = series.exec(name)?.[1];
      return number === undefined ? [] : [[`${index === 0 ? 'attribute' : 'extension'}${number}`, [name]] as const];
    }),
  ),
  ['aliases', ['EmailAddresses']],
  ['hidden', ['HiddenFromAddressListsEnabled']],
  ['primary', ['PrimarySmtpAddress']],
  ['forward', FORWARDING],
  ['forwarding', FORWARDING],
]);
const LONGEST = 6;

/** One word may be a name in Exchange; several are words for people. */
function namedBy(words: readonly string[]): readonly AttributeName[] | undefined {
  const text = spelt(words.join(''));
  return (words.length === 1 ? PARAMETERS.get(text) : undefined) ?? LABELS.get(text);
}

/** The attributes that words name, in any case, with or without commas between them: `MailTip, custom attribute 7`. */
export function attributesFromWords(words: readonly string[]): NamedAttributes {
  const names = new Set<AttributeName>();
  for (let at = 0; at < words.length; ) {
    const found = longestAt(words, at);
    if (found === undefined) return { ok: false, words: words.slice(at) };
    for (const name of found.names) names.add(name);
    at += found.length;
  }
  return { ok: true, names: [...names] };
}

function longestAt(
  words: readonly string[],
  at: number,
): { readonly length: number; readonly names: readonly AttributeName[] } | undefined {
  for (let length = Math.min(LONGEST, words.length - at); length > 0; length -= 1) {
    const names = namedBy(words.slice(at, at + length));
    if (names) return { length, names };
  }
  return undefined;
}
