// Finds things inside a card wherever Teams allows them to be nested.
export type Part = Readonly<Record<string, unknown>>;

/** Every object of the card, the card itself first, in reading order. */
export function* partsOf(value: unknown): Generator<Part> {
  if (Array.isArray(value)) {
    for (const item of value) yield* partsOf(item);
  } else if (isPart(value)) {
    yield value;
    for (const [name, inner] of Object.entries(value)) {
      // What a bot puts into `data` is its own business and not part of the card.
      if (name !== 'data') yield* partsOf(inner);
    }
  }
}

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typeOf(part: Part): string {
  return typeof part.type === 'string' ? part.type : '';
}

export function isInput(part: Part): boolean {
  return typeOf(part).startsWith('Input.');
}

/** The cards Teams refreshes by itself name the people; without a list everybody counts. */
export function refreshOf(card: Part): { action: Part; userIds?: readonly string[] } | undefined {
  const { refresh } = card;
  if (!isPart(refresh) || !isPart(refresh.action)) return undefined;
  if (!Array.isArray(refresh.userIds)) return { action: refresh.action };
  return { action: refresh.action, userIds: refresh.userIds.filter((id) => typeof id === 'string') };
}
