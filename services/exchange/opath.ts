/** What cannot stand in a filter at all: control characters, which no name contains and which end lines in logs. */
export const UNQUOTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

// PowerShell's tokenizer, which OPATH uses, takes all of these for a single quote.
const QUOTES = /['\u2018\u2019\u201a\u201b]/g;

/**
 * A value as an OPATH literal: in single quotes, with every quote inside doubled. Dollar signs and double quotes mean
 * nothing between single quotes (Microsoft Learn, about_Quoting_Rules and "Filterable properties").
 * @throws RangeError for a value with control characters.
 */
export function opathLiteral(value: string): string {
  if (UNQUOTABLE.test(value)) throw new RangeError('A filter value must not contain control characters.');
  return `'${value.replace(QUOTES, '$&$&')}'`;
}

/** The pattern of a `-like` that begins with `value`: its own stars and backticks lose their meaning. */
export function opathPrefix(value: string): string {
  return opathLiteral(`${value.replace(/[`*?[\]]/g, '`$&')}*`);
}
