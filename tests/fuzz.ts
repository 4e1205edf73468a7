// More of the fuzz suite than the tests run: `npm run fuzz`, or `FUZZ_RUNS=50000 npm run fuzz`.

import { spawnSync } from 'node:child_process';
import { testFiles } from './test-files.ts';

const runs = process.env.FUZZ_RUNS ?? '10000';
const result = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...testFiles(['tests/fuzz'])], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: runs },
});
process.exitCode = result.status ?? 1;
