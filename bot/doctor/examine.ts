import { AppError } from '../../services/app-error.ts';
import type { Archive } from '../../services/archive/archive.ts';
import { openArchive } from '../../services/archive/open-archive.ts';
import type { Clock } from '../../services/clock.ts';
import { readServicesConfiguration, type ServicesConfiguration } from '../../services/configuration.ts';
import type { Log } from '../../services/log.ts';
import { openServices, type Services } from '../../services/open-services.ts';
import type { Policy } from '../../services/policy/policy.ts';
import { readPolicy } from '../../services/policy/read-policy.ts';
import { readRules } from '../../services/rules/read-rules.ts';
import type { Rules } from '../../services/rules/rules.ts';
import { type BotConfiguration, readBotConfiguration } from '../configuration.ts';
import { botChecks } from './bot-checks.ts';
import { type Check, type Finding, lookAt } from './check.ts';
import { credentialFilesCheck } from './credential-files-check.ts';
import { directoryChecks } from './directory-checks.ts';
import { exchangeChecks } from './exchange-checks.ts';
import { type OpenRedis, openRedis } from './open-redis.ts';
import { judgePart, type Part, part } from './part.ts';
import { policyCheck } from './policy-check.ts';
import { redisChecks } from './redis-checks.ts';
import { fine } from './verdict.ts';

/** What bot and worker would make of an environment, each piece by itself, so that one wrong piece hides no other. */
type Parts = {
  readonly configuration: Part<ServicesConfiguration>;
  readonly bot: Part<BotConfiguration>;
  readonly redis: Part<OpenRedis>;
  readonly policy: Part<Policy>;
  readonly rules: Part<Rules>;
  readonly archive: Part<Archive>;
  readonly services: Part<Services>;
};

export type ExamineNeeds = {
  readonly clock: Clock;
  /** Hears every finding, in the order of the list, as soon as it and those before it are known. */
  readonly tell: (finding: Finding) => void;
};

/** What the services say while they are asked is in the findings; nothing of it is written twice. */
const nothing = (): void => undefined;
/** Only whether an address can be meant is found out with this one; it is never asked for a token. */
const nobody = { getToken: () => Promise.reject(new AppError('defect', 'The doctor asked with nobody.')) };
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Looks at everything that bot and worker need of this environment. Changes nothing, but for a file that it writes into
 * the archive and takes away again. Never throws for what is wrong with the configuration: that is a finding.
 */
export async function examine(
  environment: NodeJS.ProcessEnv,
  { clock, tell }: ExamineNeeds,
): Promise<readonly Finding[]> {
  const parts = partsOf(environment, clock);
  const looking = checksOf(parts, { clock, environment }).map((check) => lookAt(check, clock));
  const findings: Finding[] = [];
  for (const looked of looking) {
    const finding = await looked;
    findings.push(finding);
    tell(finding);
  }
  // What nobody waits for any more may still be under way; it ends by itself.
  if (parts.services.ok) void parts.services.value.close();
  if (parts.redis.ok) parts.redis.value.close();
  return findings;
}

function partsOf(environment: NodeJS.ProcessEnv, clock: Clock): Parts {
  const configuration = part('Settings', () => readServicesConfiguration(environment));
  if (!configuration.ok) return broken(configuration);
  const settings = configuration.value;
  const redis = openRedis(settings.REDIS_URL);
  const policy = part('Approval policy', () => readPolicy(settings));
  const rules = part('Rules', () => readRules(settings));
  const named = part('Archive', () => openArchive(settings.ARCHIVE_URL, { credential: nobody }));
  const services = part('Identity', () => {
    const right = {
      ...settings,
      ...(policy.ok ? {} : { POLICY_FILE: undefined }),
      ...(rules.ok ? {} : { RULES_FILE: undefined }),
      ...(named.ok ? {} : { ARCHIVE_URL: 'file:.' }),
    };
    return openServices({ configuration: right, redis: redis.client, environment, clock, log: silent });
  });
  return {
    ...{ configuration, policy, rules, services },
    redis: { ok: true, value: redis },
    bot: part('Settings of the bot', () => readBotConfiguration(environment)),
    archive: named.ok && isContainer(settings) ? archiveOf(services) : named,
  };
}

type NoPart = Extract<Part<never>, { ok: false }>;

function broken(by: NoPart): Parts {
  return { configuration: by, bot: by, redis: by, policy: by, rules: by, archive: by, services: by };
}

/** A folder needs no identity; a container is asked with that of the services. */
const isContainer = ({ ARCHIVE_URL }: ServicesConfiguration): boolean => !ARCHIVE_URL.startsWith('file:');

function archiveOf(services: Part<Services>): Part<Archive> {
  return services.ok ? { ok: true, value: services.value.archive } : services;
}

type Around = { readonly clock: Clock; readonly environment: NodeJS.ProcessEnv };

function checksOf(parts: Parts, { clock, environment }: Around): readonly Check[] {
  const { configuration, bot, redis, services, rules, archive } = parts;
  const settings = (about: string, from: Part<unknown>, good: string): Check => ({
    about,
    look: async () => judgePart(from, about, good),
  });
  return [
    settings('Settings', configuration, 'Bot and worker can read them.'),
    settings('Settings of the bot', bot, 'The bot can read them.'),
    settings('Identity', services, 'EXCHANGE_CREDENTIAL has all that it needs.'),
    credentialFilesCheck({ configuration, bot, environment }),
    settings('Rules', rules, 'Versions, limits and waiting times can be read.'),
    ...redisChecks(redis, clock),
    archiveCheck(archive),
    ...botChecks({ configuration: bot, clock, log: silent }),
    ...exchangeChecks(services),
    ...directoryChecks({ services, configuration }),
    policyCheck(parts),
  ];
}

function archiveCheck(archive: Part<Archive>): Check {
  const about = 'Archive';
  return {
    about,
    look: async () => {
      if (!archive.ok) return judgePart(archive, about, '');
      await archive.value.check();
      return fine('It can be written.');
    },
  };
}
