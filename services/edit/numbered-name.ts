import { ATTRIBUTE_NAMES, type AttributeName } from '../mailbox/attribute.ts';

/** The attribute of that series with that number, as people write numbers; `undefined` when there is none. */
export function numberedName(
  series: 'CustomAttribute' | 'ExtensionCustomAttribute',
  written: string | undefined,
): AttributeName | undefined {
  if (written === undefined || !/^\d{1,2}$/.test(written)) return undefined;
  return ATTRIBUTE_NAMES.find((name) => name === `${series}${Number(written)}`);
}
