import { handover as read } from '../services/handover/handover.ts';
import { noArguments } from './arguments.ts';
import { isHidden } from './decide.ts';
import { defineCommand } from './define-command.ts';

export const handover = defineCommand({
  name: 'handover',
  aliases: ['oncall'],
  summary: 'Shows what the next person on call has to know: what runs, what is stuck, what is owed.',
  usage: 'handover',
  examples: ['handover'],
  who: 'viewer',
  changes: false,
  args: noArguments,
  positional: [],
  run: async (_, context) => {
    const report = await read(context.services);
    const groups = report.groups
      .map(({ topic, records }) => ({ topic, records: records.filter((record) => !isHidden(record, context)) }))
      .filter(({ records }) => records.length > 0);
    return { ok: true, reply: { kind: 'handover', report: { ...report, groups } } };
  },
});
