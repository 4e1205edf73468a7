import * as z from 'zod/v4';
import { AppError } from '../services/app-error.ts';
import {
  ConfigurationError,
  readServicesConfiguration,
  readSettings,
  type ServicesConfiguration,
} from '../services/configuration.ts';
import { isLoopback, type ServiceUrls, serviceUrls } from './service-url.ts';

const guid = z.guid('must be a GUID');

const botSchema = z.object({
  PORT: z.coerce.number('must be a port number').int('must be a port number').min(0).max(65_535).default(3978),
  HOST: z.string().optional(),
  BOT_AUTH: z.enum(['on', 'off'], 'must be "on" or "off"').default('on'),
  BOT_OPENID_METADATA: z
    .url('must be a URL')
    .default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_CREDENTIAL: z
    .string()
    .default('secret')
    .refine(
      (text) => /^(secret|certificate|managed-identity|workload-identity|federated|static:.+)$/.test(text),
      'must be secret, certificate, managed-identity, workload-identity or federated',
    ),
  SERVICE_URL_ALLOW: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((host) => host.trim())
        .filter((host) => host !== ''),
    ),
  MicrosoftAppId: guid.optional(),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI'], 'must be SingleTenant or UserAssignedMSI')
    .default('SingleTenant'),
  MicrosoftAppTenantId: guid.optional(),
  MicrosoftAppPassword: z.string().optional(),
  /** PEM file with certificate and key, for `BOT_CREDENTIAL=certificate`. */
  CertificatePath: z.string().optional(),
  /** Client id of the managed identity, for `BOT_CREDENTIAL=federated`. */
  ManagedIdentityClientId: guid.optional(),
  /** Where the platform projects the workload identity's token. */
  AZURE_FEDERATED_TOKEN_FILE: z.string().optional(),
});

export type BotConfiguration = {
  readonly services: ServicesConfiguration;
  readonly bot: z.infer<typeof botSchema> & { readonly host: string; readonly appId: string };
  readonly serviceUrls: ServiceUrls;
};

const wrong = (what: string): ConfigurationError =>
  new ConfigurationError('configuration', `Steward does not start: ${what}.`);

/**
 * Everything the bot process is told. Authentication cannot be lost by a missing or misspelt setting: whatever is
 * unclear stops the start with a sentence that names the setting.
 */
export function readBotConfiguration(environment: NodeJS.ProcessEnv): BotConfiguration {
  const services = readServicesConfiguration(environment);
  const bot = readSettings(botSchema, environment);
  const authOff = bot.BOT_AUTH === 'off';
  const host = bot.HOST ?? (authOff ? '127.0.0.1' : '0.0.0.0');
  if (authOff && !isLoopback(host))
    throw wrong(`BOT_AUTH may be off only while HOST is on this machine, and it is ${host}`);
  if (!authOff && bot.MicrosoftAppId === undefined)
    throw wrong('MicrosoftAppId is missing: the id of the app registration of the bot');
  if (!authOff && bot.MicrosoftAppTenantId === undefined)
    throw wrong('MicrosoftAppTenantId is missing: the tenant of the app registration');
  const allowed = allowedServiceUrls(bot.SERVICE_URL_ALLOW, authOff);
  if (bot.BOT_CREDENTIAL.startsWith('static:') && !allowed.onlyLoopback) {
    throw wrong('BOT_CREDENTIAL may be static only while every host in SERVICE_URL_ALLOW is on this machine');
  }
  return { services, bot: { ...bot, host, appId: bot.MicrosoftAppId ?? '' }, serviceUrls: allowed };
}

function allowedServiceUrls(hosts: readonly string[], authOff: boolean): ServiceUrls {
  try {
    return serviceUrls(hosts, { authOff });
  } catch (error) {
    if (error instanceof AppError) throw wrong(`SERVICE_URL_ALLOW cannot be read: ${error.message.replace(/\.$/, '')}`);
    throw error;
  }
}
