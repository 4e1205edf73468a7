import { AppError } from '../services/app-error.ts';
import type { TokenSource } from '../services/credential.ts';
import type { ServiceUrls } from './service-url.ts';

/**
 * The bot's own token for the channel. This is the one place where it meets an address, and it is handed out for
 * allowed service URLs only: a forged `serviceUrl` must never receive it.
 */
export type BotCredential = {
  /** @throws ServiceUrlError when the address is not an allowed one; CredentialError when there is no token. */
  readonly authorization: (serviceUrl: string, wish?: AuthorizationWish) => Promise<string>;
};

/** An address that this bot does not speak to. */
export class ServiceUrlError extends AppError {}

export type AuthorizationWish = { readonly forceRefresh?: boolean; readonly signal?: AbortSignal };

export function botCredential(tokens: TokenSource, allowed: ServiceUrls): BotCredential {
  return {
    authorization: async (serviceUrl, wish = {}) => {
      if (!allowed.allows(serviceUrl)) {
        throw new ServiceUrlError(
          'service_url_refused',
          'The channel named an address that this bot does not speak to.',
        );
      }
      return `Bearer ${await tokens.getToken(wish)}`;
    },
  };
}
