// The whole suite, or the files and folders named: `npm test -- tests/bot`. Nothing is forced to end: a test that
// leaves something open is a defect, and the limit of its file says so.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { testFiles } from './test-files.ts';

const ROOT = join(import.meta.dirname, '..');
const FILE_LIMIT_MS = 300_000;
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function browser(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.env.STEWARD_BROWSER ?? paths.find((path) => existsSync(path));
}

function run(files: readonly string[]): number {
  const options = ['--test', '--test-concurrency=2', `--test-timeout=${FILE_LIMIT_MS}`, '--test-reporter=spec'];
  const found = browser();
  const result = spawnSync(process.execPath, [...options, ...files], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...(found ? { STEWARD_BROWSER: found } : {}) },
  });
  return result.status ?? 1;
}

const files = testFiles(process.argv.slice(2));
const missing = files.filter((file) => !existsSync(join(ROOT, file)));
if (missing.length > 0 || files.length === 0) {
  console.error(`There is no test ${missing.join(', ') || 'in there'}: name files or folders such as tests/bot.`);
  process.exitCode = 1;
} else {
  process.exitCode = run(files);
}
