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

/** By their name in Exchange, by their label on the cards, and by the words of `set`. */
const NAMES: ReadonlyMap<string, readonly AttributeName[]> = new Map([
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
  ...ATTRIBUTE_NAMES.map((name) => [spelt(name), [name]] as const),
]);
const LONGEST = 6;

/** The attributes that words name, in any case, with or without commas between them: `MailTip, custom attribute 7`. */
export function attributesFromWords(words: readonly string[]): NamedAttributes {
  const names = new Set<AttributeName>();
  for (let at = 0; at < words.length; ) {
    const count = [...Array(LONGEST).keys()]
      .map((fewer) => LONGEST - fewer)
      .find((length) => at + length <= words.length && NAMES.has(spelt(words.slice(at, at + length).join(''))));
    if (count === undefined) return { ok: false, words: words.slice(at) };
    for (const name of NAMES.get(spelt(words.slice(at, at + count).join(''))) ?? []) names.add(name);
    at += count;
  }
  return { ok: true, names: [...names] };
}
