// The channel's OpenID document and key set, where the bot reads which keys sign channel tokens.
import express, { type Router } from 'express';
import { CHANNEL_ISSUER, type ChannelKeys } from './channel-keys.ts';

export function openIdRoutes(keys: ChannelKeys, baseUrl: () => string): Router {
  const router = express.Router();
  router.get('/.well-known/openidconfiguration', (_req, res) => {
    res.json({
      issuer: CHANNEL_ISSUER,
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${baseUrl()}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    });
  });
  router.get('/.well-known/keys', (_req, res) => void res.json(keys.keySet()));
  return router;
}
