/** A mention as the activity lists it. `text` is how it stands in the message. */
export type LineMention = { readonly text: string; readonly ofBot: boolean };

const LEADING_MENTION = /^\s*<at\b[^<>]*>[\s\S]*?<\/at>/i;
const MAIL_ANCHOR = /<a\b[^<>]*?\bhref\s*=\s*["']?\s*mailto:([^"'<>?\s]+)[^<>]*>([\s\S]*?)<\/a\s*>/gi;
const MAIL_MARKDOWN = /\[([^[\]]*)\]\(\s*mailto:([^()?\s]+)[^()]*\)/gi;
const COMMENT = /<!--[\s\S]*?-->/g;
const INLINE_TAG = /<\/?(?:a|at|b|code|em|font|i|s|small|span|strong|u)(?:\s[^<>]*)?\/?>/gi;
/** `<alice@contoso.com>` is no tag: its name would end at the `@`. */
const TAG = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/gi;
const REFERENCE = /&(#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/**
 * Takes the mentions out: the bot's wherever it stands, then one at the start whoever the entities say it is. Other
 * people are arguments; they are known by their entity, never by the name shown, so the name goes too.
 */
export function withoutMentions(text: string, mentions: readonly LineMention[]): string {
  const others = mentions.filter((mention) => !mention.ofBot && /^<at\b/i.test(mention.text));
  const own = mentions.filter((mention) => mention.ofBot && mention.text.trim() !== '');
  const withoutOwn = removeAll(text, own);
  return removeAll(withoutOwn.replace(LEADING_MENTION, ' '), others);
}

/** Turns mail links into their address, drops every other tag and decodes character references once. */
export function withoutMarkup(text: string): string {
  return decodeReferences(
    text
      .replace(MAIL_ANCHOR, (_, target: string, shown: string) => linkText(target, shown))
      .replace(MAIL_MARKDOWN, (_, shown: string, target: string) => linkText(target, shown))
      .replace(COMMENT, ' ')
      .replace(INLINE_TAG, '')
      .replace(TAG, ' '),
  );
}

/** The address behind a mail link. When another address is shown, both stay, so that the line is unclear and refused. */
function linkText(target: string, shown: string): string {
  const address = percentDecoded(decodeReferences(target));
  const visible = decodeReferences(shown.replace(TAG, '')).trim();
  const agrees = !visible.includes('@') || visible.toLowerCase().includes(address.toLowerCase());
  return agrees ? ` ${address} ` : ` ${address} ${visible} `;
}

function removeAll(text: string, mentions: readonly LineMention[]): string {
  return mentions.reduce((rest, mention) => rest.replace(asPattern(mention.text), ' '), text);
}

/** Entity and text may differ in how a space is written. */
function asPattern(mention: string): RegExp {
  const words = mention
    .trim()
    .split(/(?:\s|&nbsp;)+/i)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(words.join('(?:\\s|&nbsp;)+'), 'gi');
}

function decodeReferences(text: string): string {
  return text.replace(REFERENCE, (_, body: string) => {
    const name = body.toLowerCase();
    if (!name.startsWith('#')) return NAMED[name] ?? '';
    const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
