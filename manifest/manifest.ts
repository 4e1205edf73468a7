import type { Command } from '../commands/command.ts';
import { commandLists } from './command-lists.ts';
import { ACCENT, hexOf } from './icons.ts';
import { MANIFEST_VERSION, type Manifest, manifestSchema, SCOPES } from './manifest-schema.ts';
import type { ManifestSettings } from './settings.ts';

const SHORT = 'Hands mailboxes to Exchange Online and back, asked for and approved in chat.';
const FULL =
  "Steward hands the authority over a hybrid mailbox's Exchange attributes from on-premises Active Directory to " +
  'Exchange Online, and back. You ask for it in a line of chat and see what will change. Somebody else approves it. ' +
  'Steward carries it out, reads it back until it is true, and keeps a receipt of it. ' +
  'Type "help" to see what you may do.';

export type ManifestParts = {
  readonly settings: ManifestSettings;
  readonly commands: readonly Command[];
  /** Of the package: Teams takes a package for an update only when it is higher than the installed one. */
  readonly version: string;
};

/**
 * The manifest of the Teams app. It asks for nothing: no permission to read what people write without mentioning the
 * bot, no sign-in, no page of ours inside Teams, hence no domain.
 */
export function buildManifest({ settings, commands, version }: ManifestParts): Manifest {
  const id = settings.MicrosoftAppId.toLowerCase();
  const website = settings.MANIFEST_DEVELOPER_URL;
  return manifestSchema.parse({
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id,
    developer: {
      name: settings.MANIFEST_DEVELOPER,
      websiteUrl: website,
      privacyUrl: settings.MANIFEST_PRIVACY_URL ?? website,
      termsOfUseUrl: settings.MANIFEST_TERMS_URL ?? website,
    },
    name: { short: settings.MANIFEST_NAME, full: `${settings.MANIFEST_NAME} for hybrid Exchange` },
    description: { short: SHORT, full: FULL },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: hexOf(ACCENT),
    // Files are offered in personal chats (carry, readiness): without this, Teams drops the offers.
    bots: [{ botId: id, scopes: SCOPES, supportsFiles: true, commandLists: commandLists(commands) }],
    defaultInstallScope: 'personal',
    validDomains: [],
  });
}
