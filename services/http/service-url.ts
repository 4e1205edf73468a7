import { AppError } from '../app-error.ts';

/** Whether this names the machine itself, in any of the spellings that `URL` leaves standing. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/**
 * A service root from the configuration: https, or http on loopback; no credentials, query or fragment.
 * @throws AppError `service_url_invalid`, because a token sent over anything else is a token given away.
 */
export function serviceUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  const plain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url === undefined || !secure || !plain) {
    throw new AppError(
      'service_url_invalid',
      'A service address must be https without credentials or query; http only on this machine.',
    );
  }
  return url;
}

/** `path` below the service root, whether or not the root ends with a slash. */
export function below(root: URL, path: string): URL {
  return new URL(`${root.href.replace(/\/+$/, '')}/${path}`);
}
