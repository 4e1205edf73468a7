import type { Clock } from '../clock.ts';
import { isMicrosoftHost } from './allowed-host.ts';

/** The cookies of one connection: they tie the pages of a query, and a read after a write, to one back end. */
export type CookieJar = {
  readonly headerFor: (url: URL) => string | undefined;
  readonly keep: (url: URL, setCookie: string | readonly string[] | undefined) => void;
};

type Cookie = {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly shared: boolean;
  readonly secure: boolean;
  readonly expiresAt: number;
};

const MOST_COOKIES = 50;
const LONGEST_COOKIE = 4096;

/** Session cookies in memory. A cookie goes back to its own host, or to the hosts of its domain when that is Microsoft's. */
export function openCookieJar(clock: Clock): CookieJar {
  const cookies = new Map<string, Cookie>();

  function keepOne(url: URL, line: string): void {
    const cookie = line.length > LONGEST_COOKIE ? undefined : parseCookie(url, line, clock.now().getTime());
    if (cookie === undefined) return;
    const key = `${cookie.domain}\n${cookie.name}`;
    cookies.delete(key);
    if (cookie.expiresAt > clock.now().getTime()) cookies.set(key, cookie);
    const oldest = cookies.keys().next().value;
    if (cookies.size > MOST_COOKIES && oldest !== undefined) cookies.delete(oldest);
  }

  return {
    keep: (url, setCookie) => {
      for (const line of typeof setCookie === 'string' ? [setCookie] : (setCookie ?? [])) keepOne(url, line);
    },
    headerFor: (url) => {
      const now = clock.now().getTime();
      const fitting = [...cookies.values()].filter((cookie) => cookie.expiresAt > now && belongs(cookie, url));
      return fitting.length === 0 ? undefined : fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
  };
}

function belongs(cookie: Cookie, url: URL): boolean {
  if (cookie.secure && url.protocol !== 'https:') return false;
  return url.hostname === cookie.domain || (cookie.shared && url.hostname.endsWith(`.${cookie.domain}`));
}

function parseCookie(url: URL, line: string, now: number): Cookie | undefined {
  const [pair = '', ...rest] = line.split(';');
  const equals = pair.indexOf('=');
  const name = pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  if (equals < 1 || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || !/^[\x21-\x3a\x3c-\x7e]*$/.test(value))
    return undefined;
  const attributes = new Map(rest.map((part) => attributeOf(part)));
  const domain = attributes.get('domain')?.toLowerCase().replace(/^\./, '') ?? '';
  const shared = domain !== '' && domain !== url.hostname;
  if (shared && !(url.hostname.endsWith(`.${domain}`) && isMicrosoftHost(`x.${domain}`))) return undefined;
  return {
    name,
    value,
    domain: shared ? domain : url.hostname,
    shared,
    secure: attributes.has('secure'),
    expiresAt: expiryOf(attributes, now),
  };
}

function attributeOf(part: string): readonly [string, string] {
  const equals = part.indexOf('=');
  return equals < 0
    ? [part.trim().toLowerCase(), '']
    : [part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim()];
}

function expiryOf(attributes: ReadonlyMap<string, string>, now: number): number {
  const maxAge = Number.parseInt(attributes.get('max-age') ?? '', 10);
  if (!Number.isNaN(maxAge)) return now + maxAge * 1000;
  const expires = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(expires) ? Number.POSITIVE_INFINITY : expires;
}
