import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressToken } from '../../bot/address-token.ts';
import { htmlAddresses } from '../../bot/html-addresses.ts';
import { typedLine } from '../../bot/typed-line.ts';

const bot = { text: '<at>SOA Bot</at>', ofBot: true };
const bob = { text: '<at>Bob Smith</at>', ofBot: false };
const check = 'check alice@contoso.com';

const LINES: readonly {
  readonly from: string;
  readonly text: unknown;
  readonly line: string;
  readonly mentions?: readonly (typeof bot)[];
}[] = [
  // Step 1
  { from: 'nothing', text: undefined, line: '' },
  { from: 'null', text: null, line: '' },
  { from: 'a number', text: 7, line: '' },
  { from: 'an object', text: { toString: () => 'check' }, line: '' },
  // Step 2
  { from: 'a mention in front', text: `<at>SOA Bot</at> ${check}`, mentions: [bot], line: check },
  { from: 'a mention between line breaks', text: `<at>SOA Bot</at>\r\n ${check}\r\n`, mentions: [bot], line: check },
  { from: 'a mention at the end', text: `${check} <at>SOA Bot</at>`, mentions: [bot], line: check },
  {
    from: 'two mentions of the bot',
    text: `<at>SOA Bot</at> check <at>SOA Bot</at> alice@contoso.com`,
    mentions: [bot],
    line: check,
  },
  {
    from: 'a mention with a no-break space',
    text: `<at>SOA&nbsp;Bot</at>&nbsp;${check}`,
    mentions: [bot],
    line: check,
  },
  { from: 'a mention with U+00A0 inside', text: `<at>SOA\u00a0Bot</at>\u00a0${check}`, mentions: [bot], line: check },
  { from: 'a mention in capitals', text: `<AT>soa bot</AT> ${check}`, mentions: [bot], line: check },
  { from: 'a mention without entity', text: `<at id="0">SOA Bot</at>${check}`, line: check },
  { from: 'a mention glued to the verb', text: `<at>SOA Bot</at>${check}`, mentions: [bot], line: check },
  {
    from: 'a mention without tags',
    text: `@SOA Bot ${check}`,
    mentions: [{ text: '@SOA Bot', ofBot: true }],
    line: check,
  },
  {
    from: 'a mention with characters of patterns',
    text: `<at>S(O.A)* [Bot]</at> ${check}`,
    mentions: [{ text: '<at>S(O.A)* [Bot]</at>', ofBot: true }],
    line: check,
  },
  { from: 'an empty mention', text: check, mentions: [{ text: '', ofBot: true }], line: check },
  {
    from: 'somebody else as argument',
    text: '<at>SOA Bot</at> check <at>Bob Smith</at>',
    mentions: [bot, bob],
    line: 'check',
  },
  { from: 'somebody called like a word', text: check, mentions: [{ text: 'alice', ofBot: false }], line: check },
  // Step 3
  { from: 'a mailto anchor', text: 'check <a href="mailto:alice@contoso.com">alice@contoso.com</a>', line: check },
  {
    from: 'a mailto anchor with a name shown',
    text: `check <a title='x' href='mailto:alice@contoso.com?subject=x'>Alice</a>`,
    line: check,
  },
  {
    from: 'a mailto anchor with percent signs',
    text: 'check <a href="mailto:alice%40contoso.com">Alice</a>',
    line: check,
  },
  {
    from: 'a broken percent sign',
    text: 'check <a href="mailto:alice%4@contoso.com">Alice</a>',
    line: 'check alice%4@contoso.com',
  },
  { from: 'a Markdown link', text: 'check [alice@contoso.com](mailto:alice@contoso.com)', line: check },
  {
    from: 'an anchor that shows another address',
    text: 'check <a href="mailto:eve@contoso.com">alice@contoso.com</a>',
    line: 'check eve@contoso.com alice@contoso.com',
  },
  { from: 'bold text', text: 'check <b>alice</b>@contoso.com', line: check },
  { from: 'paragraphs', text: '<div><p>check</p><p>alice@contoso.com</p></div>', line: check },
  { from: 'a line break tag', text: 'check<br/>alice@contoso.com', line: check },
  { from: 'a comment', text: 'check <!-- x --> alice@contoso.com', line: check },
  {
    from: 'character references',
    text: 'request alice@contoso.com --reason &quot;R&amp;D &#39;now&#x27; &lt;3&quot;',
    line: `request alice@contoso.com --reason "R&D 'now' <3"`,
  },
  { from: 'references decoded once', text: 'request x --reason "&amp;lt;"', line: 'request x --reason "&lt;"' },
  { from: 'a reference to nothing', text: 'check&#x110000;&#0; alice@contoso.com', line: check },
  { from: 'an unknown reference', text: 'help &bogus; &', line: 'help &bogus; &' },
  {
    from: 'less and greater in a reason',
    text: 'request x --reason "a < b and b > c"',
    line: 'request x --reason "a < b and b > c"',
  },
  // Step 4
  { from: 'no-break spaces', text: 'check\u00a0alice@contoso.com\u2007\u202f', line: check },
  { from: 'wide and ideographic spaces', text: '\u2003check\u3000\u2009alice@contoso.com', line: check },
  { from: 'tabs and new lines', text: '\tcheck\n\nalice@contoso.com\r\n', line: check },
  { from: 'line and paragraph separators', text: 'check\u2028alice@contoso.com\u2029', line: check },
  { from: 'zero-width characters', text: 'ch\u200beck a\u200dlice@con\u2060toso.com\ufeff', line: check },
  { from: 'a soft hyphen', text: 'check alice@con\u00adtoso.com', line: check },
  { from: 'marks of direction', text: '\u202acheck\u202c \u2066alice@contoso.com\u2069\u200f', line: check },
  { from: 'control characters', text: 'check\u0000\u0007 alice@contoso.com\u009f', line: check },
  { from: 'half of a surrogate pair', text: 'check \ud83dalice@contoso.com', line: check },
  {
    from: 'curly quotes',
    text: 'request x --reason “moved to the ‘cloud’”',
    line: `request x --reason "moved to the 'cloud'"`,
  },
  {
    from: 'low and pointed quotes',
    text: 'request x --reason „moved“ «now»',
    line: 'request x --reason "moved" "now"',
  },
  {
    from: 'hyphens that do not break',
    text: 'check anne\u2011marie@contoso.com',
    line: 'check anne-marie@contoso.com',
  },
  { from: 'dashes', text: 'a – b — c − d', line: 'a - b - c - d' },
  {
    from: 'two hyphens that a keyboard made one dash',
    text: 'request x —reason "now"',
    line: 'request x --reason "now"',
  },
  { from: 'full-width characters', text: 'ｃｈｅｃｋ　ａｌｉｃｅ＠ｃｏｎｔｏｓｏ．ｃｏｍ', line: check },
  { from: 'many spaces', text: '   check    alice@contoso.com   ', line: check },
  // Step 5
  { from: 'mailto', text: 'check mailto:alice@contoso.com', line: check },
  { from: 'angle brackets', text: 'check <alice@contoso.com>', line: check },
  { from: 'angle brackets with mailto', text: 'check <mailto:alice@contoso.com>', line: check },
  {
    from: 'a name before the brackets',
    text: 'check Alice Smith <alice@contoso.com>',
    line: 'check Alice Smith alice@contoso.com',
  },
  {
    from: 'a name glued to escaped brackets',
    text: 'check Alice&lt;alice@contoso.com&gt;',
    line: 'check Alice alice@contoso.com',
  },
  { from: 'the end of a sentence', text: 'check alice@contoso.com.', line: check },
  { from: 'a list', text: 'check (alice@contoso.com);', line: check },
  { from: 'single quotes', text: "check 'alice@contoso.com',", line: check },
  { from: 'capitals', text: 'check Alice@Contoso.COM', line: 'check Alice@Contoso.COM' },
  {
    from: 'an address within a reason',
    text: 'request x --reason "(asked by <alice@contoso.com>, twice)."',
    line: 'request x --reason "(asked by <alice@contoso.com>, twice)."',
  },
];

describe('a typed line', () => {
  for (const { from, text, line, mentions = [] } of LINES) {
    it(`is readable with ${from}`, () => assert.equal(typedLine({ text, mentions }).line, line));
  }

  it('is at most 2,000 characters long', () => {
    assert.equal(typedLine({ text: 'x'.repeat(100_000), mentions: [] }).line.length, 2000);
  });

  it('knows whether it holds an address', () => {
    const has = (text: string) => typedLine({ text, mentions: [] }).hasAddress;
    assert.deepEqual([check, 'check Alice ', 'check "alice@contoso.com"', 'check @alice', 'a@b'].map(has), [
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  const folds = [
    { from: 'letters of another shape', text: 'check alic\u1d49@contoso.com', folded: ['alice@contoso.com'] },
    { from: 'a ligature', text: 'check o\ufb03ce@contoso.com', folded: ['office@contoso.com'] },
    { from: 'Cyrillic among Latin', text: 'check \u0430lice@contoso.com', folded: ['\u0430lice@contoso.com'] },
    { from: 'a Greek domain letter', text: 'check <alice@c\u03bfntoso.com>,', folded: ['alice@c\u03bfntoso.com'] },
    { from: 'look-alikes outside addresses', text: 'check o\ufb03ce alice@contoso.com', folded: [] },
    { from: 'typographic signs only', text: 'check o\u2019brien\u2011x@contoso.com\u2026', folded: [] },
    { from: 'a full-width at sign', text: 'check alice\uff20contoso.com', folded: [] },
    { from: 'accents in two parts', text: 'check jose\u0301@contoso.com', folded: [] },
    { from: 'invisible characters', text: 'check al\u200bice@contoso.com', folded: [] },
  ];
  for (const { from, text, folded } of folds) {
    it(`with ${from} has ${folded.length === 0 ? 'nothing' : 'something'} to be said again`, () => {
      assert.deepEqual(typedLine({ text, mentions: [] }).folded, folded);
    });
  }
});

describe('an address', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['Alice@Contoso.com', 'alice@contoso.com'],
    ['<mailto:alice@contoso.com>;', 'alice@contoso.com'],
    ['"alice@contoso.com"', 'alice@contoso.com'],
    ["o'brien+x@sub.contoso.co.uk", "o'brien+x@sub.contoso.co.uk"],
    ['anna@müller.example', 'anna@xn--mller-kva.example'],
    ['alice', null],
    ['@contoso.com', null],
    ['alice@', null],
    ['a@b@c.com', null],
    ['alice@contoso', null],
    ['alice@127.0.0.1', null],
    ['alice@-contoso.com', null],
    ['alice@contoso..com', null],
    [`${'a'.repeat(65)}@contoso.com`, null],
    [`alice@${'a.'.repeat(130)}com`, null],
    ['al ice@contoso.com', null],
    ['alice@contoso.com/x', null],
    ['alice@contoso.com?x', null],
    ['alice@con%74oso.com', null],
    ['alice@contoso.com:25', null],
    ['', null],
  ];
  for (const [word, address] of cases) {
    it(`${JSON.stringify(word.slice(0, 40))} is ${address ?? 'none'}`, () => assert.equal(addressToken(word), address));
  }
});

describe('the HTML twin of a message', () => {
  const cases = [
    {
      name: 'a pasted Outlook name',
      html: '<p>check Alice &lt;<a href="mailto:Alice@contoso.com">Alice@contoso.com</a>&gt;</p>',
      found: ['alice@contoso.com'],
    },
    {
      name: 'a mailto link behind a name',
      html: '<div>check&nbsp;<a href="mailto:alice@contoso.com">Alice</a></div>',
      found: ['alice@contoso.com'],
    },
    { name: 'plain text', html: '<div>check alice@<b>contoso</b>.com</div>', found: ['alice@contoso.com'] },
    {
      name: 'two addresses',
      html: 'a@contoso.com, b@contoso.com; a@contoso.com',
      found: ['a@contoso.com', 'b@contoso.com'],
    },
    {
      name: 'a quoted message',
      html: '<blockquote itemscope>eve@contoso.com</blockquote><p>check Alice</p>',
      found: [],
    },
    {
      name: 'attributes that are no links',
      html: '<img alt="eve@contoso.com" src="https://eve@contoso.com/x"><p>check</p>',
      found: [],
    },
    { name: 'a script', html: '<script>x</script>check', found: [] },
    { name: 'nothing', html: '', found: [] },
  ];
  for (const { name, html, found } of cases) {
    it(`with ${name} has ${found.length} addresses`, () => assert.deepEqual(htmlAddresses(html), found));
  }
});
