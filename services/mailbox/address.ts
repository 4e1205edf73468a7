/** A proxy address: `type` as Exchange spells it, with `SMTP` in capitals for the one primary address. */
export type ProxyAddress = { readonly type: string; readonly value: string };

/** Splits at the first colon; an address without a type is an SMTP alias, as Exchange reads it. */
export function parseProxyAddress(text: string): ProxyAddress {
  const colon = text.indexOf(':');
  return colon < 0 ? { type: 'smtp', value: text } : { type: text.slice(0, colon), value: text.slice(colon + 1) };
}

/**
 * The spelling under which two addresses are the same. SMTP, SIP and SPO addresses ignore case in their value; an
 * X500 address is compared without case as well, as a directory name is. Only `SMTP` against `smtp` keeps its case:
 * it says which address is the primary one.
 */
export function normalisedAddress(text: string): string {
  const { type, value } = parseProxyAddress(text);
  const prefix = type === 'SMTP' ? 'SMTP' : type.toLowerCase();
  return `${prefix}:${value.toLowerCase()}`;
}
