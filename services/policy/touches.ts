import type { AttributeName } from '../mailbox/attribute.ts';

/**
 * What an edit changes, as the policy tells them apart: `addresses` decides where mail goes (addresses and
 * forwarding), `plain` does not (hidden flag, custom attributes, MailTip).
 */
export const TOUCHES = ['plain', 'addresses'] as const;
export type Touches = (typeof TOUCHES)[number];

const numbered = (name: 'CustomAttribute' | 'ExtensionCustomAttribute', count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

const PLAIN: ReadonlySet<string> = new Set([
  'HiddenFromAddressListsEnabled',
  'MailTip',
  'MailTipTranslations',
  ...numbered('CustomAttribute', 15),
  ...numbered('ExtensionCustomAttribute', 5),
]);

/** What is not known to be plain counts as `addresses`: the stricter of the two. */
export function touchesOf(names: readonly AttributeName[]): Touches {
  return names.length > 0 && names.every((name) => PLAIN.has(name)) ? 'plain' : 'addresses';
}
