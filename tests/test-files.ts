import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** Test files by name, from the root of the project: all of them, or those that the files and folders name. */
export function testFiles(named: readonly string[] = []): readonly string[] {
  const wanted = named.length > 0 ? named : ['tests'];
  const found = wanted.flatMap((name) => {
    const path = resolve(ROOT, name);
    const files = isFolder(path) ? globSync('**/*.test.ts', { cwd: path }).map((file) => join(path, file)) : [path];
    return files.map((file) => relative(ROOT, file));
  });
  return [...new Set(found)].sort();
}

const QUICK = ['tests/bot', 'tests/cards', 'tests/commands', 'tests/docs', 'tests/services'];
const SLOW = /from '(?:playwright-core|.*\/support\/world\.ts|.*\/support\/redis\.ts)'/;

/** Those that need neither a browser nor a store: a minute at most, all of them. */
export function quickTestFiles(): readonly string[] {
  return testFiles(QUICK.filter((name) => isFolder(join(ROOT, name)))).filter(
    (file) => !SLOW.test(readFileSync(join(ROOT, file), 'utf8')),
  );
}
