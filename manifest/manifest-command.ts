import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { COMMANDS } from '../commands/index.ts';
import { AppError } from '../services/app-error.ts';
import { VERSION } from '../services/version.ts';
import { appPackage } from './app-package.ts';
import { type ManifestSettings, PLACEHOLDER_PAGE, readManifestSettings } from './settings.ts';

export type ManifestTerminal = {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
};

const DEFAULT_FILE = 'manifest/steward.zip';

/** `npm run manifest -- [file]`: writes the Teams app package. 0: it is written. 1: it is not, and one sentence says why. */
export function manifestCommand(argv: readonly string[], terminal: ManifestTerminal): 0 | 1 {
  try {
    const file = fileNamed(argv);
    const settings = readManifestSettings(terminal.env);
    write(file, appPackage({ settings, commands: COMMANDS, version: VERSION }));
    terminal.say(
      `${file} is written: ${settings.MANIFEST_NAME} ${VERSION}, bot ${settings.MicrosoftAppId.toLowerCase()}.`,
    );
    sayPlaceholder(settings, terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    terminal.complain(error.message);
    return 1;
  }
}

function fileNamed(argv: readonly string[]): string {
  const [file = DEFAULT_FILE, ...more] = argv;
  if (more.length === 0 && file.endsWith('.zip')) return file;
  throw new AppError('usage', 'Name one file that ends with .zip, or none: npm run manifest -- steward.zip');
}

function write(file: string, content: Buffer): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, content);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    const sentence = `"${file}" cannot be written${code}: name another file, or see that its folder is yours to write.`;
    throw new AppError('unwritable_file', sentence, { cause });
  }
}

function sayPlaceholder({ MANIFEST_DEVELOPER_URL }: ManifestSettings, { say }: ManifestTerminal): void {
  if (MANIFEST_DEVELOPER_URL !== PLACEHOLDER_PAGE) return;
  say('Its page in Teams points nowhere yet: set MANIFEST_DEVELOPER_URL before others install it.');
}
