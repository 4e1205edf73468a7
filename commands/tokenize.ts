/** The words of a line, and its `--name value` options. */
export type Tokens = { readonly words: readonly string[]; readonly options: Readonly<Record<string, string>> };

const TOKEN = /(?:--([a-z][a-z-]*)=)?"((?:[^"\\]|\\.)*)"|(\S+)/g;
const NAME = /^--([a-z][a-z-]*)(?:=(.*))?$/;

/** `option`: the name before a quoted value, as in `--reason="two words"`. */
type Token = { readonly text: string; readonly quoted: boolean; readonly option: string | undefined };

function tokensOf(line: string): readonly Token[] {
  return [...line.matchAll(TOKEN)].map(([, option, quoted, bare]) =>
    quoted === undefined
      ? { text: bare ?? '', quoted: false, option }
      : { text: quoted.replaceAll(/\\(.)/g, '$1'), quoted: true, option },
  );
}

type Option = { readonly name: string; readonly parts: string[]; readonly isFull: boolean };

/** The option that a token begins, if it begins one. A quoted value belongs to it alone; a bare one may go on. */
function optionFrom({ text, quoted, option }: Token): Option | undefined {
  if (option !== undefined) return { name: option, parts: [text], isFull: true };
  const [, name, value] = (quoted ? null : NAME.exec(text)) ?? [];
  if (name === undefined) return undefined;
  return { name, parts: value ? [value.replaceAll('"', '')] : [], isFull: false };
}

/**
 * Splits a cleaned line as people expect: words at white space, `"…"` keeps them together, `--reason` takes the next
 * quoted text, or everything up to the next option. Pure, and never throws.
 */
export function tokenize(line: string): Tokens {
  const words: string[] = [];
  const options: Record<string, string> = Object.create(null);
  let open: Option | undefined;
  for (const token of tokensOf(line)) {
    const begun = optionFrom(token);
    if (begun) open = begun;
    else if (open) open = { ...open, parts: [...open.parts, token.text], isFull: token.quoted };
    else words.push(token.text);
    if (open) options[open.name] = open.parts.join(' ');
    if (open?.isFull) open = undefined;
  }
  return { words, options };
}
