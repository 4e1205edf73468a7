// `npm run check`: everything about the sources that a machine can judge, one line for each step. Nothing is written.

import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import * as z from 'zod/v4';
import { quickTestFiles } from './test-files.ts';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');
const FOLDERS = ['bot', 'cards', 'commands', 'services', 'demo', 'tests', 'bench', 'manifest'];
/** Import rules over nothing would pass; this many modules were there when the rules were written. */
const FEWEST_MODULES = 300;

type Outcome = { readonly ok: boolean; readonly output: string };
type Step = { readonly name: string; readonly run: () => Outcome };

function command(program: string, ...args: readonly string[]): Outcome {
  const result = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}` },
  });
  return { ok: result.status === 0, output: `${result.stdout}${result.stderr}${result.error?.message ?? ''}` };
}

const cruised = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) }),
    ),
  }),
});

/** TypeScript 7 has no API that the tool could parse with, so it uses swc and warns about that; the warning is its own. */
function importRules(): Outcome {
  const folders = FOLDERS.filter((folder) => globSync('**/*.ts', { cwd: join(ROOT, folder) }).length > 0);
  const result = spawnSync(join(BIN, 'depcruise'), ['--config', '.dependency-cruiser.mjs', '-T', 'json', ...folders], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!result.stdout.startsWith('{')) return { ok: false, output: result.stderr };
  const { totalCruised, violations } = cruised.parse(JSON.parse(result.stdout)).summary;
  const broken = violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);
  if (totalCruised <= FEWEST_MODULES)
    broken.push(`Only ${totalCruised} modules were looked at: the rules see nothing.`);
  return { ok: broken.length === 0, output: broken.join('\n') };
}

const steps: readonly Step[] = [
  { name: 'format and lint', run: () => command('biome', 'check', '.') },
  { name: 'types', run: () => command('tsc', '-p', 'tsconfig.json') },
  { name: 'import rules', run: importRules },
  {
    name: 'quick tests',
    run: () => command(process.execPath, '--test', '--test-timeout=60000', '--test-reporter=dot', ...quickTestFiles()),
  },
];

for (const { name, run } of steps) {
  const { ok, output } = run();
  console.log(`${ok ? 'ok    ' : 'failed'}  ${name}`);
  if (ok) continue;
  process.exitCode = 1;
  console.log(output.trim());
}
