import * as z from 'zod/v4';
import { refuse } from '../services/refusal.ts';
import { requestId, shownVersion } from './arguments.ts';
import { isHidden, requestReply } from './decide.ts';
import { defineCommand } from './define-command.ts';

/** What the shared card asks for, by its button or by itself: it must never change anything. */
export const review = defineCommand({
  name: 'review',
  aliases: [],
  summary: 'Shows one request with what you can do about it.',
  usage: 'review <id>',
  examples: ['review 7Q4K-2M'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ request: requestId, version: shownVersion }),
  positional: ['request'],
  run: async ({ request }, context) => {
    const record = await context.services.store.get(request);
    if (!record || isHidden(record, context)) return refuse('request_not_found', { id: request });
    return { ok: true, reply: await requestReply(context, record, null) };
  },
});
