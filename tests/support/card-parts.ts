// Looking at cards the way a person does: what is written on them, and which buttons there are.

/** All text of a card, in reading order. */
export function cardText(card: unknown): string {
  if (Array.isArray(card)) return card.map(cardText).filter(Boolean).join('\n');
  if (card === null || typeof card !== 'object') return '';
  return Object.entries(card)
    .flatMap(([key, value]) =>
      ['text', 'title', 'value'].includes(key) && typeof value === 'string' ? value : cardText(value),
    )
    .filter(Boolean)
    .join('\n');
}

type Button = { readonly verb: string; readonly title: string; readonly data: Readonly<Record<string, unknown>> };

/** Every button that calls the bot, those on cards inside the card included. */
export function buttonsOf(card: unknown): readonly Button[] {
  if (Array.isArray(card)) return card.flatMap(buttonsOf);
  if (card === null || typeof card !== 'object') return [];
  // What Teams asks by itself is no button.
  const inside = Object.entries(card).flatMap(([name, value]) => (name === 'refresh' ? [] : buttonsOf(value)));
  if (!('type' in card) || card.type !== 'Action.Execute') return inside;
  const { verb, title, data }: Readonly<Record<string, unknown>> = { ...card };
  const known = typeof data === 'object' && data !== null ? { ...data } : {};
  return [{ verb: String(verb), title: String(title), data: known }, ...inside];
}

export const verbsOf = (card: unknown): readonly string[] => buttonsOf(card).map(({ verb }) => verb);

/** The version of the request that a card shows, from its buttons; `undefined` where none carries it. */
export function versionOn(card: unknown): number | undefined {
  const versions = buttonsOf(card).map(({ data }) => data.version);
  return versions.find((version) => typeof version === 'number');
}
