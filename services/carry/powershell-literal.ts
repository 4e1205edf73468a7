/** A single value, as a parameter or an attribute takes it. */
export type PowerShellScalar = string | boolean | null;

/** What can be written as a literal. Lists do not nest: PowerShell would unroll a list inside a list. */
export type PowerShellValue =
  | PowerShellScalar
  | readonly PowerShellScalar[]
  | { readonly [key: string]: PowerShellScalar | readonly PowerShellScalar[] };

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const OTHER_UNIT = /[^\x20-\x7e]/g;

/**
 * The value as PowerShell text that can stand wherever an argument or an expression can, and that evaluates to exactly
 * this value. Only printable ASCII comes out, because of three rules of the language and one of its files:
 * - inside single quotes nothing is expanded, and a quote is written twice (about_Quoting_Rules, PowerShell 5.1);
 * - the typographic quotes U+2018 to U+201B end such a string as well (the same page, note of 10 September 2024);
 * - a line break inside a string is kept, but an editor or a chat may change it;
 * - Windows PowerShell 5.1 reads a file without byte order mark in the machine's ANSI code page, where bytes of a UTF-8
 *   letter can be typographic quotes (about_Character_Encoding).
 * So every other UTF-16 unit is written as `\uXXXX` and read back by .NET's `Regex.Unescape`, which changes nothing but
 * sequences that begin with a backslash.
 */
export function powerShellLiteral(value: PowerShellValue): string {
  if (value === null) return '$null';
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'string') return stringLiteral(value);
  if (isList(value)) return `@(${value.map(powerShellLiteral).join(', ')})`;
  const entries = Object.entries(value).map(([key, item]) => `${stringLiteral(key)} = ${powerShellLiteral(item)}`);
  return `@{ ${entries.join('; ')} }`;
}

function stringLiteral(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return quoted(text);
  return `([regex]::Unescape(${quoted(escaped(text.replaceAll('\\', '\\\\')))}))`;
}

/**
 * A value for a comment: one line of printable ASCII, whatever it was. It must never begin the comment: PowerShell takes
 * some first words of a comment for more than words (`#requires`, `# SIG # Begin signature block`).
 */
export function commentText(text: string): string {
  return escaped(text);
}

const quoted = (ascii: string): string => `'${ascii.replaceAll("'", "''")}'`;

function escaped(text: string): string {
  return text.replaceAll(OTHER_UNIT, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);
}

function isList(value: PowerShellValue): value is readonly PowerShellScalar[] {
  return Array.isArray(value);
}
