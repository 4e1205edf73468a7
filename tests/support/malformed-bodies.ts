import { message } from './teams-activities.ts';

const json = (value: unknown): string => JSON.stringify(value);
const without = (field: string): object =>
  Object.fromEntries(Object.entries(message('x')).filter(([name]) => name !== field));

/** What anybody can send that is no activity of Teams. */
export const MALFORMED: readonly {
  readonly name: string;
  readonly body: string;
  readonly status?: number;
  readonly type?: string;
}[] = [
  { name: 'nothing', body: '' },
  { name: 'no JSON', body: '{"type":' },
  { name: 'JSON that is a text', body: '"message"' },
  { name: 'null', body: 'null' },
  { name: 'an empty object', body: '{}' },
  { name: 'an empty list', body: '[]' },
  { name: 'a list of activities', body: json([message('x')]) },
  { name: 'a type that is a number', body: json({ ...message('x'), type: 7 }) },
  { name: 'an empty type', body: json({ ...message('x'), type: '' }) },
  { name: 'another channel', body: json({ ...message('x'), channelId: 'emulator' }) },
  { name: 'the ASE channel', body: json({ ...message('x'), channelId: 'AseChannel' }) },
  { name: 'a conversation that is a text', body: json({ ...message('x'), conversation: 'a:alice' }) },
  { name: 'a sender without id', body: json({ ...message('x'), from: { name: 'Alice' } }) },
  { name: 'a recipient whose id is empty', body: json({ ...message('x'), recipient: { id: '' } }) },
  { name: 'a service URL that is no URL', body: json({ ...message('x'), serviceUrl: 'nonsense' }) },
  ...['type', 'channelId', 'serviceUrl', 'from', 'recipient', 'conversation'].map((field) => ({
    name: `no ${field}`,
    body: json(without(field)),
  })),
  { name: 'a body of another content type', body: json(message('x')), type: 'text/plain' },
  { name: 'an unknown charset', body: json(message('x')), type: 'application/json; charset=klingon' },
  { name: 'more than 256 kB', body: json(message('x'.repeat(300_000))), status: 413 },
  {
    name: 'a prototype in the place of the sender',
    body: '{"type":"message","channelId":"msteams","__proto__":{"from":{"id":"x"}}}',
  },
  { name: 'a very deep object', body: `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}` },
];

/** Well-formed, but it wants its answer sent where no channel of ours is. */
export const ELSEWHERE: readonly { readonly name: string; readonly serviceUrl: string }[] = [
  { name: 'a service URL of a stranger', serviceUrl: 'https://evil.example/' },
  { name: 'a service URL that looks like ours', serviceUrl: 'https://smba.trafficmanager.net.evil.example/' },
  { name: 'a service URL with a user', serviceUrl: 'https://smba.trafficmanager.net@evil.example/' },
  { name: 'a service URL over http', serviceUrl: 'http://smba.trafficmanager.net/emea/' },
  { name: 'another port of this machine', serviceUrl: 'http://127.0.0.1:1/' },
  { name: 'the address of the machine’s own metadata', serviceUrl: 'http://169.254.169.254/metadata/' },
  { name: 'a file', serviceUrl: 'file:///etc/passwd' },
];
