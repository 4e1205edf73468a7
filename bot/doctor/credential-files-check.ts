import { readFileSync } from 'node:fs';
import type { ServicesConfiguration } from '../../services/configuration.ts';
import type { BotConfiguration } from '../configuration.ts';
import type { Check } from './check.ts';
import { type Part, withPart } from './part.ts';
import { fine, reasonOf, wrong } from './verdict.ts';

type Needs = {
  readonly configuration: Part<ServicesConfiguration>;
  readonly bot: Part<BotConfiguration>;
  readonly environment: NodeJS.ProcessEnv;
};

type Named = { readonly setting: string; readonly path: string | undefined };

/** Whether the files that the credentials name are there: a sign-in without its file only says that it failed. */
export function credentialFilesCheck({ configuration, bot, environment }: Needs): Check {
  return {
    about: 'Credential files',
    look: () =>
      withPart(configuration, ({ EXCHANGE_CREDENTIAL }) => {
        const own = exchangeFiles(EXCHANGE_CREDENTIAL, environment);
        const files = [...own, ...(bot.ok ? botFiles(bot.value) : [])].filter(({ path }) => path !== undefined);
        if (files.length === 0) return fine('None is named.');
        const unreadable = files.flatMap(unreadableReason);
        return unreadable.length === 0 ? fine('They can be read.') : wrong(`${unreadable.join('; ')}.`);
      }),
  };
}

function exchangeFiles(credential: string, environment: NodeJS.ProcessEnv): readonly Named[] {
  if (credential === 'certificate')
    return [{ setting: 'AZURE_CLIENT_CERTIFICATE_PATH', path: environment.AZURE_CLIENT_CERTIFICATE_PATH || undefined }];
  return credential === 'workload-identity' ? [tokenFile(environment.AZURE_FEDERATED_TOKEN_FILE)] : [];
}

function botFiles({ bot }: BotConfiguration): readonly Named[] {
  if (bot.BOT_CREDENTIAL === 'certificate') return [{ setting: 'CertificatePath', path: bot.CertificatePath }];
  return bot.BOT_CREDENTIAL === 'workload-identity' ? [tokenFile(bot.AZURE_FEDERATED_TOKEN_FILE)] : [];
}

const tokenFile = (path: string | undefined): Named => ({
  setting: 'AZURE_FEDERATED_TOKEN_FILE',
  path: path || undefined,
});

function unreadableReason({ setting, path }: Named): readonly string[] {
  try {
    readFileSync(path ?? '');
    return [];
  } catch (error) {
    return [`The file in ${setting} cannot be read (${reasonOf(error)})`];
  }
}
