/** How much a card of a request tells of what can be long. */
export type Detail = {
  readonly lost: number;
  readonly kept: number;
  readonly drifted: number;
  readonly findings: number;
  readonly votes: number;
  /** Custom attributes in the snapshot; with `null` the snapshot only names the mailbox. */
  readonly custom: number | null;
  /** Characters of one value. */
  readonly value: number;
};

export const FULL: Detail = { lost: 12, kept: 6, drifted: 12, findings: 6, votes: 5, custom: 8, value: 80 };

/** For the rare card that would be too large: still every kind of fact, fewer of each, and the rest counted. */
export const SHORT: Detail = { lost: 6, kept: 2, drifted: 8, findings: 2, votes: 3, custom: null, value: 40 };
