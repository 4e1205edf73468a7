// PowerShell's quoting, written from the language's own pages (about_Quoting_Rules, about_Comments, about_Parsing,
// Windows PowerShell 5.1) and from nothing of ours: what the generated scripts are checked with, where no PowerShell is.

export type Token =
  | { readonly kind: 'string'; readonly value: string; readonly expands: boolean }
  | { readonly kind: 'comment' | 'word' | 'variable' | 'sign'; readonly text: string }
  | { readonly kind: 'newline' };

const SINGLE = "'\u2018\u2019\u201a\u201b";
const DOUBLE = '"\u201c\u201d\u201e';
const ESCAPES: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const SIGNS = '(){}[];,|&=.:!';
const SPACES = ' \t\v\f\u0085\u00a0\u200b';

export class PowerShellSyntaxError extends Error {}

type Reader = { readonly text: string; at: number };

/** The tokens of a script. Throws `PowerShellSyntaxError` where a string or a comment has no end. */
export function powerShellTokens(text: string): readonly Token[] {
  const reader: Reader = { text, at: 0 };
  const tokens: Token[] = [];
  while (reader.at < text.length) {
    const token = nextToken(reader);
    if (token) tokens.push(token);
  }
  return tokens;
}

function nextToken(reader: Reader): Token | undefined {
  const { text, at } = reader;
  const char = text[at] ?? '';
  if (isSpace(char)) return skip(reader, 1);
  const continued = /^`\r?\n/.exec(text.slice(at, at + 3));
  if (continued) return skip(reader, continued[0].length);
  if (char === '\r' || char === '\n') return newline(reader);
  if (text.startsWith('<#', at)) return blockComment(reader);
  if (char === '#') return lineComment(reader);
  return string(reader) ?? name(reader);
}

function newline(reader: Reader): Token {
  reader.at += reader.text.startsWith('\r\n', reader.at) ? 2 : 1;
  return { kind: 'newline' };
}

function string(reader: Reader): Token | undefined {
  const { text, at } = reader;
  const char = text[at] ?? '';
  const next = text[at + 1] ?? ' ';
  if (char === '@' && (SINGLE + DOUBLE).includes(next) && hereStringBegins(reader)) {
    return hereString(reader, SINGLE.includes(next) ? SINGLE : DOUBLE);
  }
  if (SINGLE.includes(char)) return singleQuoted(reader);
  return DOUBLE.includes(char) ? doubleQuoted(reader) : undefined;
}

function name(reader: Reader): Token {
  const { text, at } = reader;
  const char = text[at] ?? '';
  if (char === '$' && /^\$(\w|[?^$]|\{)/.test(text.slice(at, at + 2))) return variable(reader);
  if (char !== '@' && char !== '$' && !SIGNS.includes(char)) return word(reader);
  reader.at += 1;
  return { kind: 'sign', text: char };
}

function isSpace(char: string): boolean {
  return SPACES.includes(char) || /^\p{Zs}$/u.test(char);
}

function skip(reader: Reader, count: number): undefined {
  reader.at += count;
}

function blockComment(reader: Reader): Token {
  const end = reader.text.indexOf('#>', reader.at + 2);
  if (end < 0) throw new PowerShellSyntaxError('A block comment has no end.');
  return taken(reader, 'comment', end + 2);
}

function lineComment(reader: Reader): Token {
  const end = /[\r\n]/.exec(reader.text.slice(reader.at));
  return taken(reader, 'comment', end ? reader.at + end.index : reader.text.length);
}

function taken(reader: Reader, kind: 'comment' | 'word' | 'variable', end: number): Token {
  const text = reader.text.slice(reader.at, end);
  reader.at = end;
  return { kind, text };
}

/** A here-string begins only where nothing but the end of the line follows its first quote. */
function hereStringBegins({ text, at }: Reader): boolean {
  return /^[ \t]*\r?\n/.test(text.slice(at + 2));
}

function hereString(reader: Reader, quotes: string): Token {
  const begin = reader.text.indexOf('\n', reader.at) + 1;
  const end = new RegExp(`\\r?\\n[${quotes}]@`).exec(reader.text.slice(begin - 1));
  if (!end) throw new PowerShellSyntaxError('A here-string has no end.');
  const value = reader.text.slice(begin, Math.max(begin, begin - 1 + end.index));
  reader.at = begin - 1 + end.index + end[0].length;
  return { kind: 'string', value, expands: quotes === DOUBLE && /[$`]/.test(value) };
}

function singleQuoted(reader: Reader): Token {
  let value = '';
  for (let at = reader.at + 1; at < reader.text.length; at += 1) {
    const char = reader.text[at] ?? '';
    if (!SINGLE.includes(char)) value += char;
    else if (SINGLE.includes(reader.text[at + 1] ?? ' ')) {
      // Two quotes of this family in a row stand for the second of them.
      value += reader.text[at + 1] ?? '';
      at += 1;
    } else {
      reader.at = at + 1;
      return { kind: 'string', value, expands: false };
    }
  }
  throw new PowerShellSyntaxError('A single-quoted string has no end.');
}

function doubleQuoted(reader: Reader): Token {
  let value = '';
  let expands = false;
  for (let at = reader.at + 1; at < reader.text.length; at += 1) {
    const char = reader.text[at] ?? '';
    const next = reader.text[at + 1] ?? ' ';
    if (char === '`') {
      value += ESCAPES[next] ?? next;
      at += 1;
    } else if (DOUBLE.includes(char) && DOUBLE.includes(next)) {
      value += next;
      at += 1;
    } else if (DOUBLE.includes(char)) {
      reader.at = at + 1;
      return { kind: 'string', value, expands };
    } else {
      expands ||= char === '$' && /[\w({?^$]/.test(next);
      value += char;
    }
  }
  throw new PowerShellSyntaxError('A double-quoted string has no end.');
}

function variable(reader: Reader): Token {
  const rest = reader.text.slice(reader.at);
  const found = /^\$(\{[^}]*\}|[\w:]+|[?^$])/.exec(rest);
  if (!found) throw new PowerShellSyntaxError('A variable has no end.');
  return taken(reader, 'variable', reader.at + found[0].length);
}

/** Everything up to white space, a sign or a quote. A backtick in it takes the next character as it is. */
function word(reader: Reader): Token {
  let at = reader.at;
  while (at < reader.text.length) {
    const char = reader.text[at] ?? '';
    if (char === '`') at += 2;
    else if (isSpace(char) || '\r\n'.includes(char) || SIGNS.includes(char) || (SINGLE + DOUBLE).includes(char)) break;
    else if (char === '$' || char === '@') break;
    else at += 1;
  }
  return taken(reader, 'word', Math.max(at, reader.at + 1));
}

/** What the literal evaluates to. Throws where it is anything but a literal: a call, a variable, an expansion. */
export function evaluateLiteral(text: string): unknown {
  const rest = powerShellTokens(text);
  const state = { tokens: rest, at: 0 };
  const value = literal(state);
  if (state.at !== rest.length) throw new PowerShellSyntaxError('More than a literal.');
  return value;
}

type Tokens = { readonly tokens: readonly Token[]; at: number };

function literal(state: Tokens): unknown {
  const token = state.tokens[state.at];
  state.at += 1;
  if (token?.kind === 'string' && !token.expands) return token.value;
  if (token?.kind === 'variable') return constant(token.text);
  if (token?.kind === 'sign' && token.text === '@') return compound(state);
  if (token?.kind === 'sign' && token.text === '(') return unescaped(state);
  throw new PowerShellSyntaxError('Not a literal.');
}

function constant(name: string): unknown {
  switch (name.toLowerCase()) {
    case '$true':
      return true;
    case '$false':
      return false;
    case '$null':
      return null;
    default:
      throw new PowerShellSyntaxError(`${name} is not a constant.`);
  }
}

function compound(state: Tokens): unknown {
  if (peek(state) === '(') return listOf(state);
  take(state, '{');
  const entries: [string, unknown][] = [];
  while (peek(state) !== '}') {
    const key = literal(state);
    if (typeof key !== 'string') throw new PowerShellSyntaxError('A key must be text.');
    take(state, '=');
    entries.push([key, literal(state)]);
    if (peek(state) === ';') take(state, ';');
  }
  take(state, '}');
  return new Map(entries);
}

function listOf(state: Tokens): unknown[] {
  take(state, '(');
  const items: unknown[] = [];
  while (peek(state) !== ')') {
    items.push(literal(state));
    if (peek(state) === ',') take(state, ',');
  }
  take(state, ')');
  return items;
}

/** `[regex]::Unescape('…'))`: the one call that is as good as a literal. */
function unescaped(state: Tokens): string {
  for (const text of ['[', 'regex', ']', ':', ':', 'Unescape', '(']) take(state, text);
  const value = literal(state);
  take(state, ')');
  take(state, ')');
  if (typeof value !== 'string') throw new PowerShellSyntaxError('Unescape takes text.');
  return regexUnescape(value);
}

function peek({ tokens, at }: Tokens): string | undefined {
  const token = tokens[at];
  return token && 'text' in token ? token.text : undefined;
}

function take(state: Tokens, text: string): void {
  if (peek(state) !== text) throw new PowerShellSyntaxError(`Expected ${text}.`);
  state.at += 1;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** .NET's `Regex.Unescape` as far as its page describes it; anything else in it throws. */
function regexUnescape(text: string): string {
  return text.replaceAll(/\\(u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^ux]|$)/g, (_, what: string) => {
    if (what === '') throw new PowerShellSyntaxError('A backslash at the end.');
    if (/^[ux]/.test(what)) return String.fromCharCode(Number.parseInt(what.slice(1), 16));
    if (/^[0-9a-zA-Z]$/.test(what) && !(what in SIMPLE)) throw new PowerShellSyntaxError(`\\${what} is not known.`);
    return SIMPLE[what] ?? what;
  });
}
