import * as z from 'zod/v4';
import { AppError } from './app-error.ts';
import { UNIT_SOURCES } from './census/business-unit.ts';
import { durationMilliseconds } from './request/duration.ts';

// What both processes read from the environment. Each wrong setting is named, with what to put there instead; the
// process does not start on a guess.

const idList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== '');

const ids = z
  .string()
  .default('')
  .transform(idList)
  .refine((list) => list.every((id) => z.guid().safeParse(id).success), 'must be a comma list of Entra object ids');

const duration = (preset: string) =>
  z
    .string()
    .default(preset)
    .refine((text) => durationMilliseconds(text) !== undefined, `must be an ISO 8601 duration such as ${preset}`);

const url = (preset: string) => z.url('must be a URL').default(preset);

const credential = z
  .string()
  .default('managed-identity')
  .refine(
    (text) => /^(managed-identity|workload-identity|certificate|static:.+)$/.test(text),
    'must be managed-identity, workload-identity or certificate',
  );

const accountLinks = z
  .string()
  .default('')
  .refine((text) => text === '' || text.split(',').every(isLink), 'must be a comma list of objectId=objectId');

/** How often one person may do something; 1000 is more than a person can, so it also turns the limit off. */
const count = (preset: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(1_000, 'must be at most 1000')
    .default(preset);

export const servicesSchema = z.object({
  TENANT_ID: z.guid('must be the Entra tenant id, a GUID'),
  REDIS_URL: z
    .string('is missing: for example redis://127.0.0.1:6379')
    .regex(/^rediss?:\/\/|^\//, 'must begin with redis:// or rediss://'),
  EXCHANGE_URL: url('https://outlook.office365.com'),
  GRAPH_URL: url('https://graph.microsoft.com'),
  EXCHANGE_CREDENTIAL: credential,
  ROLE_VIEWER: ids,
  ROLE_REQUESTER: ids,
  ROLE_APPROVER: ids,
  ROLE_ADMIN: ids,
  APPROVALS_CONVERSATION: z.string().optional(),
  APPROVALS_REQUIRED: z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(10, 'must be at most 10')
    .default(1),
  PEOPLE_LINKS: accountLinks,
  /** JSON file with the approval policy; without it the built-in rules apply, with APPROVALS_REQUIRED. */
  POLICY_FILE: z.string().optional(),
  /** JSON file that replaces versions, limits and waiting times of services/rules/rules.ts. */
  RULES_FILE: z.string().optional(),
  RATE_PER_MINUTE: count(30),
  RATE_BURST: count(15),
  REQUEST_TTL: duration('PT24H'),
  CONFIRM_TTL: duration('PT15M'),
  /** Mailboxes that may be handed over within 24 hours before a pilot was signed off. */
  PILOT_WAVE_LIMIT: z
    .string()
    .regex(/^(off|0|[1-9]\d{0,5})$/, 'must be a whole number up to 999999, or off')
    .default('20'),
  CENSUS_EVERY: duration('PT24H'),
  CENSUS_UNIT_ATTRIBUTE: z
    .enum(UNIT_SOURCES, 'must be domain or CustomAttribute1 to CustomAttribute15')
    .default('domain'),
  ARCHIVE_URL: z.string().default('file:./data/archive'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'must be a pino level such as info')
    .default('info'),
});

export type ServicesConfiguration = z.infer<typeof servicesSchema>;

export class ConfigurationError extends AppError {}

/** Reads settings by a schema; an empty variable counts as absent. Throws one error that names every wrong one. */
export function readSettings<S extends z.ZodObject>(schema: S, environment: NodeJS.ProcessEnv): z.infer<S> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new ConfigurationError('configuration', `Steward does not start: ${wrong.join('; ')}.`);
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(address: string): boolean {
  return URL.canParse(address) && LOOPBACK.has(new URL(address).hostname);
}

export function readServicesConfiguration(environment: NodeJS.ProcessEnv): ServicesConfiguration {
  const settings = readSettings(servicesSchema, environment);
  const isStatic = settings.EXCHANGE_CREDENTIAL.startsWith('static:');
  if (isStatic && !(isLoopback(settings.EXCHANGE_URL) && isLoopback(settings.GRAPH_URL))) {
    throw new ConfigurationError(
      'configuration',
      'Steward does not start: EXCHANGE_CREDENTIAL may be static only while EXCHANGE_URL and GRAPH_URL are on this machine.',
    );
  }
  return settings;
}

function isLink(pair: string): boolean {
  const accounts = pair.split('=');
  return accounts.length === 2 && accounts.every((id) => z.guid().safeParse(id.trim()).success);
}
