import * as z from 'zod/v4';

/**
 * What a committed transition still has to bring about. `execute` becomes one job of the worker, `cards` one redraw
 * of every card of the request. Version makes the job id, so relaying an item twice is harmless.
 */
export const outboxItemSchema = z.strictObject({
  kind: z.enum(['execute', 'cards']),
  request: z.string(),
  version: z.number().int().positive(),
});

export type OutboxItem = z.infer<typeof outboxItemSchema>;
