/** The words of a line, and its `--name value` options. */
export type Tokens = { readonly words: readonly string[]; readonly options: Readonly<Record<string, string>> };

const TOKEN = /"((?:[^"\\]|\\.)*)"|(\S+)/g;
const NAME = /^--([a-z][a-z-]*)(?:=(.*))?$/;

type Token = { readonly text: string; readonly quoted: boolean };

function tokensOf(line: string): readonly Token[] {
  return [...line.matchAll(TOKEN)].map(([, quoted, bare]) =>
    quoted === undefined
      ? { text: bare ?? '', quoted: false }
      : { text: quoted.replaceAll(/\\(.)/g, '$1'), quoted: true },
  );
}

/**
 * Splits a cleaned line as people expect: words at white space, `"…"` keeps them together, `--reason` takes the next
 * quoted text, or everything up to the next option. Pure, and never throws.
 */
export function tokenize(line: string): Tokens {
  const words: string[] = [];
  const options: Record<string, string> = Object.create(null);
  let open: { readonly name: string; readonly parts: string[] } | undefined;
  const close = (): void => {
    if (open) options[open.name] = open.parts.join(' ');
    open = undefined;
  };
  for (const { text, quoted } of tokensOf(line)) {
    const option = quoted ? null : NAME.exec(text);
    if (option?.[1] !== undefined) {
      close();
      open = {
        name: option[1],
        parts: option[2] === undefined || option[2] === '' ? [] : [option[2].replaceAll('"', '')],
      };
    } else if (!open) {
      words.push(text);
    } else {
      open.parts.push(text);
      if (quoted) close();
    }
  }
  close();
  return { words, options };
}
