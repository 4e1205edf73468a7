const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether the text is a GUID in the one spelling that Entra uses: five groups, no braces. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** GUIDs are compared and handed on in lower case. */
export function sameGuid(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
