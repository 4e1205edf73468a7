import * as z from 'zod/v4';
import { ConfigurationError } from '../services/configuration.ts';

/** A page for people needs a padlock: Teams opens it from the app's own page. */
const page = z
  .url({ protocol: /^https$/, error: 'must be an https address' })
  .max(2_048, 'is longer than 2048 characters');
const words = (limit: number) => z.string().trim().min(1, 'is blank').max(limit, `is longer than ${limit} characters`);

/** Replaced before an app goes to more than a few people; a name that can never be anybody's (RFC 2606). */
export const PLACEHOLDER_PAGE = 'https://www.example.com/';

export const manifestSettingsSchema = z.object({
  /** The app registration of the bot; also the id of the app, so that a later package updates the installed one. */
  MicrosoftAppId: z.guid({
    error: ({ input }) =>
      input === undefined ? 'is missing: the id of the app registration of the bot' : 'must be a GUID',
  }),
  /** What people type to mention it. */
  MANIFEST_NAME: words(30).default('Steward'),
  /** Who runs it, for the app's page. */
  MANIFEST_DEVELOPER: words(32).default('Steward'),
  /** Where people find help with it. */
  MANIFEST_DEVELOPER_URL: page.default(PLACEHOLDER_PAGE),
  /** Unless told: the same page. */
  MANIFEST_PRIVACY_URL: page.optional(),
  MANIFEST_TERMS_URL: page.optional(),
});

export type ManifestSettings = Readonly<z.infer<typeof manifestSettingsSchema>>;

/**
 * What the app package is made of, from the environment; an empty variable counts as absent. Throws one
 * `ConfigurationError` that names every wrong setting.
 */
export function readManifestSettings(environment: NodeJS.ProcessEnv): ManifestSettings {
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const parsed = manifestSettingsSchema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new ConfigurationError('configuration', `The app package is not written: ${wrong.join('; ')}.`);
}
