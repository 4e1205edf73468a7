import { createServer, type ServerResponse } from 'node:http';
import { ATTRIBUTE_NAMES, ATTRIBUTES } from '../../services/mailbox/attribute.ts';
import { address, listen } from '../../tests/support/channel-issuer.ts';

// An Exchange Online of any size, as a process of its own so that its memory is nobody else's: answers `Get-Mailbox`
// with pages of 1,000 rows of about 2 kB, made while they are sent. How many mailboxes there are and how long a page
// takes stands in the token: `static:size-200000-wait-50`.

const PAGE = 1_000;

const TYPES = ['UserMailbox', 'UserMailbox', 'UserMailbox', 'SharedMailbox', 'RoomMailbox'];

/** What stands between the values that differ from row to row. */
const COMMON = JSON.stringify({
  ...Object.fromEntries(
    ATTRIBUTE_NAMES.map((name) => {
      const { form } = ATTRIBUTES[name];
      return [name, form === 'flag' ? false : form === 'text' ? '' : []];
    }),
  ),
  IsDirSynced: true,
  WhenChangedUTC: '2026-11-18T07:05:00.0000000Z',
  SKUAssigned: true,
  GrantSendOnBehalfTo: ['assistant'],
  ExtensionCustomAttribute2: ['retention-7y'],
}).slice(1);

const hexadecimal = (value: number, length: number): string => value.toString(16).padStart(length, '0');

/** Mixed, so that ids spread over the buckets as real ones do. */
function guidOf(index: number): string {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return `${hexadecimal(mixed, 8)}-0000-4000-8000-${hexadecimal(index, 12)}`;
}

function rowOf(index: number): string {
  const name = `person${index}`;
  const mail = `${name}@unit${index % 40}.contoso.com`;
  return `{"ExternalDirectoryObjectId":"${guidOf(index)}","UserPrincipalName":"${mail}","DisplayName":"Person ${index}","PrimarySmtpAddress":"${mail}","WindowsEmailAddress":"${mail}","EmailAddresses":["SMTP:${mail}","smtp:${name}@contoso.mail.onmicrosoft.com"],"Alias":"${name}","RecipientTypeDetails":"${TYPES[index % TYPES.length]}","IsExchangeCloudManaged":${index % 3 === 0},"CustomAttribute7":"Cost centre ${index % 300}",${withoutNames}`;
}

/** The differing properties come first in a row; a parser takes the last of two, so the common part must not repeat them. */
const DIFFERING = ['PrimarySmtpAddress', 'WindowsEmailAddress', 'EmailAddresses', 'Alias', 'RecipientTypeDetails'];
const withoutNames = [...DIFFERING, 'CustomAttribute7'].reduce(
  (text, name) => text.replace(new RegExp(`"${name}":(?:""|\\[\\]),?`), ''),
  COMMON,
);

function send(res: ServerResponse, { size, from, url }: { size: number; from: number; url: string }): void {
  const until = Math.min(size, from + PAGE);
  const rows = Array.from({ length: Math.max(0, until - from) }, (_, place) => rowOf(from + place));
  const next = until < size ? `,"@odata.nextLink":"${url}?from=${until}"` : '';
  const body = Buffer.from(`{"value":[${rows.join(',')}]${next}}`);
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) });
  res.end(body);
}

const server = createServer((req, res) => {
  req.resume().on('end', () => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://127.0.0.1');
    const [, size = '0', wait = '0'] = /size-(\d+)-wait-(\d+)$/.exec(req.headers.authorization ?? '') ?? [];
    const page = {
      size: Number(size),
      from: Number(searchParams.get('from') ?? '0'),
      url: `http://${req.headers.host}${pathname}`,
    };
    setTimeout(() => send(res, page), Number(wait));
  });
});
await listen(server);
console.log(`exchange ready ${address(server)}`);
