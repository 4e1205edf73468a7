import { readFileSync } from 'node:fs';
import * as z from 'zod/v4';

const manifest = z.object({ version: z.string() });

/** The version of Steward that is running, as the receipts name it. */
export const VERSION = manifest.parse(
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
).version;
