import * as z from 'zod/v4';
import { readiness as lookAtTenant, type ReadinessReport } from '../services/readiness/readiness.ts';
import { readinessCsv } from '../services/readiness/readiness-csv.ts';
import { readinessPage } from '../services/readiness/readiness-page.ts';
import { refuse } from '../services/refusal.ts';
import type { CommandContext, CommandResult, OfferedFile } from './command.ts';
import { defineCommand } from './define-command.ts';

const WHAT = ['csv', 'report', '1', '2', '3', '4', '5'] as const;

export const readiness = defineCommand({
  name: 'readiness',
  aliases: ['les'],
  summary: 'Shows what is left to do before the last Exchange server can go.',
  usage: 'readiness [csv|report|1-5]',
  examples: ['readiness', 'readiness 1', 'readiness csv', 'readiness report'],
  who: 'viewer',
  // One line makes one file, and who gets one is asked afresh.
  changes: true,
  args: z.strictObject({
    what: z.enum(WHAT, 'write "csv" or "report" for a file, a number from 1 to 5 for a stage, or nothing.').optional(),
  }),
  positional: ['what'],
  run: async ({ what }, context) => {
    const report = await lookAtTenant(context.services, context.signal);
    if (what === 'csv' || what === 'report') return await handedOut(context, fileOf(report, what));
    return { ok: true, reply: { kind: 'readiness', report, stage: what === undefined ? null : Number(what) } };
  },
});

function fileOf(report: ReadinessReport, what: 'csv' | 'report'): OfferedFile {
  const name = `readiness-${report.asOf.slice(0, 10)}`;
  const shared = { who: 'viewer', line: `readiness ${what}` } as const;
  return what === 'csv'
    ? {
        ...shared,
        name: `${name}.csv`,
        description: 'What is left before the last Exchange server can go, as a table.',
        content: readinessCsv(report),
        contentType: 'text/csv; charset=utf-8',
      }
    : {
        ...shared,
        name: `${name}.html`,
        description: 'What is left before the last Exchange server can go, on one page to print.',
        content: readinessPage(report),
        contentType: 'text/html; charset=utf-8',
      };
}

/** Files go to the one who asked, in their own chat: Teams takes none in a channel. */
async function handedOut(context: CommandContext, file: OfferedFile): Promise<CommandResult> {
  if (!(await context.openPersonalChat())) return refuse('no_private_place');
  if (!(await context.offerFile(file))) return refuse('file_not_offered', { file: file.name, line: file.line });
  const where = context.conversation.isPersonal ? 'below' : 'in our personal chat';
  return { ok: true, reply: { kind: 'notice', sentence: `${file.name} is ready: press Allow ${where} to get it.` } };
}
