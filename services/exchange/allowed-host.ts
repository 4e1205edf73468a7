import { isLoopback } from '../http/service-url.ts';

/** The front ends of Exchange Online in the public cloud, to which it redirects by region. */
const SUFFIXES = ['.outlook.com', '.office365.com', '.office.com'];

export function isMicrosoftHost(hostname: string): boolean {
  return SUFFIXES.some((suffix) => hostname.endsWith(suffix));
}

/**
 * Whether a token meant for `root` may be sent to `target`: the same origin always; another host only over https, on
 * the standard port, among Exchange's own, and never from a service on this machine.
 */
export function mayReceiveToken(root: URL, target: URL): boolean {
  if (target.username !== '' || target.password !== '') return false;
  if (target.origin === root.origin) return true;
  return !isLoopback(root) && target.protocol === 'https:' && target.port === '' && isMicrosoftHost(target.hostname);
}
