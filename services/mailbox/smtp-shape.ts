const LONGEST = 254;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ATOM = "[A-Za-z0-9!#$%&'+/=?^_`{|}~-]+";
const SHAPE = new RegExp(
  `^(?=.{1,64}@)${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`,
);

/**
 * Whether a text has the shape of an SMTP address without its type: RFC 5321 without quoted local parts, and ASCII only,
 * since Exchange Online takes no other letters in an address of its own.
 */
export function isSmtpAddress(text: string): boolean {
  return text.length <= LONGEST && SHAPE.test(text);
}
