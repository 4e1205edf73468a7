import { ConfigurationError } from '../services/configuration.ts';
import { type CredentialConfig, credentialFrom, type TokenSource } from '../services/credential.ts';
import type { BotConfiguration } from './configuration.ts';

const SCOPE = 'https://api.botframework.com/.default';

/** How the bot signs what it sends, as `BOT_CREDENTIAL` says. Throws `ConfigurationError` naming what is missing. */
export function botTokens({ bot }: Pick<BotConfiguration, 'bot'>): TokenSource {
  return credentialFrom(credentialConfig(bot), SCOPE);
}

function credentialConfig(bot: BotConfiguration['bot']): CredentialConfig {
  const kind = bot.BOT_CREDENTIAL;
  if (kind.startsWith('static:')) return { kind: 'static', token: kind.slice('static:'.length) };
  const clientId = bot.appId;
  const tenantId = needed(bot.MicrosoftAppTenantId, 'MicrosoftAppTenantId');
  switch (kind) {
    case 'managed-identity':
      return { kind, clientId };
    case 'secret':
      return { kind, tenantId, clientId, secret: needed(bot.MicrosoftAppPassword, 'MicrosoftAppPassword') };
    case 'certificate':
      return { kind, tenantId, clientId, certificatePath: needed(bot.CertificatePath, 'CertificatePath') };
    case 'workload-identity':
      return {
        kind,
        tenantId,
        clientId,
        tokenFilePath: needed(bot.AZURE_FEDERATED_TOKEN_FILE, 'AZURE_FEDERATED_TOKEN_FILE'),
      };
    case 'federated':
      return {
        kind,
        tenantId,
        clientId,
        managedIdentityClientId: needed(bot.ManagedIdentityClientId, 'ManagedIdentityClientId'),
      };
    default:
      throw new ConfigurationError('configuration', `Steward does not start: BOT_CREDENTIAL "${kind}" is unknown.`);
  }
}

function needed(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new ConfigurationError(
    'configuration',
    `Steward does not start: ${name} is missing, and BOT_CREDENTIAL needs it.`,
  );
}
