import * as z from 'zod/v4';

/**
 * The newest version whose upload is not new to most tenants. Nothing here needs more than 1.17 has, so it can be moved
 * either way (Microsoft Learn, "App manifest versions", 2026; the schemas published for 1.17 and 1.22).
 */
export const MANIFEST_VERSION = '1.22';

/** The most commands of one list up to 1.23; from 1.24 on there may be 12. */
export const MOST_COMMANDS = 10;
/** Of a command, up to 1.20; later ones take 128 and 4,000, which no menu has room for. */
const TITLE_LIMIT = 32;
const DESCRIPTION_LIMIT = 128;

/** Camel case: `groupchat` was tolerated up to 1.16 and is refused since. */
export const SCOPES = ['personal', 'team', 'groupChat'] as const;
export type Scope = (typeof SCOPES)[number];

const guid = z.string().regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
const words = (limit: number) => z.string().min(1).max(limit);
const page = z.string().max(2_048).startsWith('https://');
const number = '(?:0|[1-9]\\d*)';

const command = z.strictObject({ title: words(TITLE_LIMIT), description: words(DESCRIPTION_LIMIT) });

const commandList = z.strictObject({
  scopes: z.tuple([z.enum(SCOPES)]),
  commands: z.array(command).min(1).max(MOST_COMMANDS),
});

const bot = z.strictObject({
  botId: guid,
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  supportsFiles: z.boolean(),
  commandLists: z.array(commandList).max(SCOPES.length),
});

/**
 * What Steward uses of the manifest of a Teams app, with the limits of every version from 1.17 to 1.22. Teams refuses
 * a package with a property that its schema does not know, so nothing else passes.
 */
export const manifestSchema = z
  .strictObject({
    $schema: z.literal(
      `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    ),
    manifestVersion: z.literal(MANIFEST_VERSION),
    version: z.string().regex(new RegExp(`^${number}\\.${number}\\.${number}$`)),
    id: guid,
    developer: z.strictObject({ name: words(32), websiteUrl: page, privacyUrl: page, termsOfUseUrl: page }),
    name: z.strictObject({ short: words(30), full: words(100) }),
    description: z.strictObject({ short: words(80), full: words(4_000) }),
    icons: z.strictObject({ color: z.literal('color.png'), outline: z.literal('outline.png') }),
    accentColor: z.string().regex(/^#[0-9A-F]{6}$/),
    bots: z.tuple([bot]),
    defaultInstallScope: z.literal('personal'),
    validDomains: z.array(words(2_048)).max(16),
  })
  .readonly();

export type Manifest = z.infer<typeof manifestSchema>;
