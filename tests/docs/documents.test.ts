import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { generatedParts, withPart } from './generated.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const DOCUMENTS = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
const SCRIPTS = Object.keys(JSON.parse(read('package.json')).scripts);
const ONE_SCREEN_LINES = 60;

for (const part of generatedParts()) {
  test(`the ${part.name} in ${part.file} are those of the sources ("npm run docs" renews them)`, () => {
    const document = read(part.file);
    assert.equal(document, withPart(document, part));
  });
}

describe('every document', () => {
  for (const file of DOCUMENTS) {
    test(`${file} points at files that exist`, () => {
      const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target]) => target ?? '');
      const missing = targets.filter((target) => !existsSync(join(ROOT, dirname(file), target)));
      assert.deepEqual(missing, []);
    });

    test(`${file} names no folder or registry of one machine`, () => {
      assert.doesNotMatch(read(file), /(?<![\w.}:/])\/(?:home|root|Users|work|tmp)\/|registry\.|npmjs|:4873/);
    });

    test(`${file} names only scripts that exist`, () => {
      const named = [...read(file).matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name]) => name ?? '');
      assert.deepEqual(
        named.filter((name) => !SCRIPTS.includes(name) && name !== 'run'),
        [],
      );
    });
  }
});

test('the README fits on one screen and begins with two commands', () => {
  const readme = read('README.md');
  assert.ok(readme.split('\n').length <= ONE_SCREEN_LINES);
  for (const command of ['npm run demo', 'npm test']) assert.match(readme, new RegExp(`^ {4}${command}\\b`, 'm'));
});

test('the integration run is the test command of the README and the check', () => {
  const commands = read('.ci/run').match(/^npm .*$/gm);
  assert.deepEqual(commands, ['npm test', 'npm run check']);
});
