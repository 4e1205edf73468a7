import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { TokenSource } from '../credential.ts';
import { isGuid } from '../http/guid.ts';
import { type HttpChannel, openChannel } from '../http/http-channel.ts';
import { serviceUrl } from '../http/service-url.ts';
import type { Log } from '../log.ts';
import { type CookieJar, openCookieJar } from './cookie-jar.ts';
import { ExchangeError } from './exchange.ts';

/** What all calls of one connection share. */
export type Session = {
  readonly root: URL;
  /** The tenant's GUID, in lower case. */
  readonly tenantId: string;
  /** One per connection, so that Microsoft's support can find the calls that belong together. */
  readonly connectionId: string;
  readonly appName: string;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  readonly credential: TokenSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly channel: HttpChannel;
  readonly cookies: CookieJar;
};

export type ExchangeOptions = {
  /** The service root, for example `https://outlook.office365.com`. */
  readonly url: string;
  readonly tenantId: string;
  readonly credential: TokenSource;
  readonly clock: Clock;
  readonly log: Log;
  /** Sent as `X-ClientApplication`. */
  readonly appName?: string;
  /** Of one attempt, from the first byte sent to the last byte read. */
  readonly readTimeoutMs?: number;
  readonly writeTimeoutMs?: number;
  /** Calls at once, at most. There is no published quota: four and one are careful guesses. */
  readonly mostReads?: number;
  readonly mostWrites?: number;
};

const LARGEST_BODY = 32 * 1024 * 1024;

/** @throws AppError for a URL or tenant that cannot be meant. */
export function openSession(options: ExchangeOptions): Session {
  if (!isGuid(options.tenantId)) throw new ExchangeError('rejected', 'The tenant must be given by its GUID.');
  return {
    root: serviceUrl(options.url),
    tenantId: options.tenantId.toLowerCase(),
    connectionId: randomUUID(),
    appName: options.appName ?? 'Steward',
    readTimeoutMs: options.readTimeoutMs ?? 60_000,
    writeTimeoutMs: options.writeTimeoutMs ?? 120_000,
    credential: options.credential,
    clock: options.clock,
    log: options.log,
    channel: openChannel({ clock: options.clock, connections: 64, maxBodyBytes: LARGEST_BODY }),
    cookies: openCookieJar(options.clock),
  };
}
