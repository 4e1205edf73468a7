import * as z from 'zod/v4';
import { refuse } from '../services/refusal.ts';
import { requestId, shownVersion } from './arguments.ts';
import { isHidden, requestReply } from './decide.ts';
import { defineCommand } from './define-command.ts';
import { openRequests } from './open-requests.ts';

export const status = defineCommand({
  name: 'status',
  aliases: [],
  summary: 'Shows one request, or all open ones.',
  usage: 'status [id]',
  examples: ['status 7Q4K-2M', 'status'],
  who: 'viewer',
  changes: false,
  args: z.strictObject({ request: requestId.optional(), version: shownVersion }),
  positional: ['request'],
  run: async ({ request }, context) => {
    if (request === undefined) return await openRequests(context, 'Open requests');
    const record = await context.services.store.get(request);
    if (!record || isHidden(record, context)) return refuse('request_not_found', { id: request });
    return { ok: true, reply: await requestReply(context, record, null) };
  },
});
