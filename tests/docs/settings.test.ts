import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readServicesConfiguration, servicesSchema } from '../../services/configuration.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** The table of settings: what each row says, by the names in its first cell. */
function documented(): ReadonlyMap<string, string> {
  const [, section = ''] = read('docs/operations.md').split('## Settings');
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [, names = ''] = row.split('|');
      return [...names.matchAll(/`(\w+)`/g)].map(([, name]) => [name ?? '', row] as const);
    }),
  );
}

function names(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name ?? '');
}

/** The keys of the bot's own schema, and whatever else is read from the environment by name. */
function usedByTheProduct(): ReadonlySet<string> {
  const sources = globSync('{bot,commands,cards,services}/**/*.ts', { cwd: ROOT }).map(read).join('\n');
  return new Set([
    ...Object.keys(servicesSchema.shape),
    ...names(read('bot/configuration.ts'), /^ {2}([A-Za-z_]+): (?:z\b|guid|accountLinks|url|ids|duration)/gm),
    ...names(sources, /(?:process\.env|\benvironment|\benv)\.([A-Z][A-Z_]+)\b/g),
    ...names(sources, /needed\(environment, '([A-Za-z_]+)'\)/g),
  ]);
}

test('every setting that is read is documented, and no other', () => {
  assert.deepEqual([...documented().keys()].sort(), [...usedByTheProduct()].sort());
});

test('the defaults in the table are those of the schema', () => {
  const settings = readServicesConfiguration({
    TENANT_ID: '5d2c7a10-91f4-4b7e-a3c8-0e6f4b1d2a33',
    REDIS_URL: 'redis://127.0.0.1:6379',
  });
  const table = documented();
  for (const [name, value] of Object.entries(settings)) {
    const isPlain = typeof value === 'string' || typeof value === 'number';
    if (!isPlain || value === '' || ['TENANT_ID', 'REDIS_URL'].includes(name)) continue;
    assert.ok(table.get(name)?.includes(`\`${value}\``), `${name} has the default ${value}`);
  }
});
