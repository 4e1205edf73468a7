import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { statusTurn } from './p1-status-turn.ts';
import { approvingClick } from './p2-approving-click.ts';
import { inventory } from './p5-inventory.ts';
import { auditAppend } from './p6-audit-append.ts';
import { botStart } from './p9-bot-start.ts';
import { REPORT_FILE } from './places.ts';
import { type Report, reportText, writeReport } from './report.ts';
import { measureRow, type Result } from './rounds.ts';
import type { Row } from './row.ts';
import { closeAll } from './scratch.ts';

// `npm run bench`: every figure as a ratio of two sides measured in the same run. `--only p1,p6` and `--rounds 5`.

const ROWS: readonly Row[] = [statusTurn, approvingClick, inventory, auditAppend, botStart];

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, rounds: { type: 'string', default: '5' } },
});
const only = values.only.toUpperCase().split(',').filter(Boolean);
const rounds = Number(values.rounds);
const unknown = only.filter((id) => !ROWS.some((row) => row.id === id));
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`Usage: node bench/main.ts [--only ${ROWS.map(({ id }) => id.toLowerCase()).join(',')}] [--rounds 5]`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void closeAll().then(() => process.exit(130)));
}

const results: Result[] = [];
const failures: Report['failures'][number][] = [];
for (const row of ROWS.filter(({ id }) => only.length === 0 || only.includes(id))) {
  console.error(`${row.id}: ${row.what}`);
  try {
    results.push(await measureRow(row, rounds));
  } catch (error) {
    failures.push({ id: row.id, message: reasonOf(error) });
    process.exitCode = 1;
  }
}
const report: Report = { at: new Date().toISOString(), machine: machine(), results, failures };
writeReport(report, REPORT_FILE);
console.log(reportText(report));

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${reasonOf(error.cause)})`;
}
