import { AppError } from '../services/app-error.ts';

/**
 * Where an activity may say that it comes from. Replies and the bot's bearer token go there, so nothing else is ever
 * called: the SDK itself trusts every service URL.
 */
export type ServiceUrls = {
  readonly allows: (serviceUrl: string) => boolean;
  /** Whether every allowed host is this machine. */
  readonly onlyLoopback: boolean;
};

/** The Teams hosts of the public cloud, GCC, GCC High and DoD (learn.microsoft.com, "Send proactive messages"). */
export const MICROSOFT_HOSTS = [
  'smba.trafficmanager.net',
  '*.botframework.com',
  'smba.infra.gcc.teams.microsoft.com',
  'smba.infra.gov.teams.microsoft.us',
  'smba.infra.dod.teams.microsoft.us',
] as const;

const ENTRY = /^(?<host>(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[::1\])(?::(?<port>\d{1,5}))?$/;

type Entry = { readonly host: string; readonly port: string | undefined };

/**
 * @param list `SERVICE_URL_ALLOW`: hosts with or without a port, replacing Microsoft's; `*.` stands for any subdomain.
 * A host without a port means its default port, and any port on loopback.
 * @param authOff whether this is local work, where every loopback address is allowed too
 */
export function serviceUrls(list: readonly string[], { authOff }: { authOff: boolean }): ServiceUrls {
  const entries = (list.length > 0 ? list : MICROSOFT_HOSTS).map(parseEntry);
  return {
    allows: (serviceUrl) => {
      const url = plainUrl(serviceUrl);
      if (!url) return false;
      if (authOff && isLoopback(url.hostname)) return true;
      return entries.some((entry) => matches(entry, url));
    },
    onlyLoopback: entries.every(({ host }) => isLoopback(host)),
  };
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}

/** An https URL, or http on this machine, without user, query or fragment. */
function plainUrl(text: string): URL | undefined {
  if (text.length > 512 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return secure && plain ? url : undefined;
}

function parseEntry(text: string): Entry {
  const parts = ENTRY.exec(text.trim().toLowerCase())?.groups;
  if (parts?.host === undefined) {
    throw new AppError('bad_service_host', `"${text}" is not a host or host:port to allow as service URL.`);
  }
  return { host: parts.host, port: parts.port };
}

function matches({ host, port }: Entry, url: URL): boolean {
  const sameHost = host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host;
  if (!sameHost) return false;
  if (port === undefined) return url.port === '' || isLoopback(host);
  return portOf(url) === port;
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port;
  return url.protocol === 'https:' ? '443' : '80';
}
