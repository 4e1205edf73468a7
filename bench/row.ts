/** What one round found. Both values have the row's unit; smaller or greater is better as the goal says. */
export type Sample = {
  readonly ours: number;
  readonly baseline: number;
  /** Further figures by name, reported beside the row and never judged. */
  readonly also?: Readonly<Record<string, number>>;
};

/** A bound on ours divided by baseline. */
export type Goal = { readonly most: number } | { readonly least: number };

export type Measuring = {
  /** Measures both sides once, in an order that changes with the round. Throws where what was measured went wrong. */
  readonly run: (round: number) => Promise<Sample>;
  readonly close: () => Promise<void>;
};

/** One figure of perf.md. `open` starts and warms up whatever both sides need. */
export type Row = {
  readonly id: string;
  readonly what: string;
  readonly against: string;
  readonly unit: string;
  readonly goal: Goal;
  /** Rounds that this row needs at least. */
  readonly rounds?: number;
  readonly open: () => Promise<Measuring>;
};
