// `npm run docs`: brings the generated parts of the documents up to date.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedParts, withPart } from './generated.ts';

const ROOT = join(import.meta.dirname, '../..');

for (const part of generatedParts()) {
  const path = join(ROOT, part.file);
  writeFileSync(path, withPart(readFileSync(path, 'utf8'), part));
}
