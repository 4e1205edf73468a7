const WRAPPED = /^\s*<html>\s*<body>([\s\S]*?)<\/body>\s*<\/html>\s*$/i;
const LANGUAGE = /^([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*):([\s\S]*)$/;
const REFERENCE = /&(?:amp|lt|gt|quot|apos|nbsp|#39);/g;
const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
};

/**
 * The text of a MailTip as people see it. Exchange wraps what it is given: "the MailTip automatically becomes
 * `<html><body>…</body></html>`" (Microsoft Learn, Set-Mailbox -MailTip, August 2026), so that what is read back would
 * never equal what was set. A text that is not wrapped stays as it is.
 */
export function visibleMailTip(text: string): string {
  const inner = WRAPPED.exec(text)?.[1];
  return inner === undefined ? text : inner.trim().replaceAll(REFERENCE, (found) => CHARACTERS[found] ?? found);
}

/** The same for an entry of `MailTipTranslations`, which has its language in front: `default:`, `de:`. */
export function visibleTranslation(entry: string): string {
  const [, language, text] = LANGUAGE.exec(entry) ?? [];
  return language === undefined || text === undefined ? entry : `${language}:${visibleMailTip(text)}`;
}
