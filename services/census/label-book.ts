/** Gives every text a small number, so that a row can name it. */
export type LabelBook = {
  /** The number of a text, from 1; 0 once the book is full: "others". `null` is a text of its own: none. */
  readonly number: (text: string | null) => number;
  /** The text of a number; `undefined` for 0. */
  readonly text: (number: number) => string | null | undefined;
};

/** Holds `most` texts at most: a census of any tenant needs the same memory, also where every unit is another. */
export function labelBook(most: number): LabelBook {
  const numbers = new Map<string | null, number>();
  const texts: (string | null)[] = [];
  return {
    number: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      if (texts.length === most) return 0;
      texts.push(text);
      numbers.set(text, texts.length);
      return texts.length;
    },
    text: (number) => texts[number - 1],
  };
}
