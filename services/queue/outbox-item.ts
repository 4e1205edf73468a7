import * as z from 'zod/v4';

/**
 * What a committed step still has to bring about. `execute` becomes one job of the worker, `cards` one redraw of every
 * card of the request, `divergence` a message to those who decide. What makes the job id (the version, or the hash of what
 * was found) makes relaying an item twice harmless.
 */
export const outboxItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['execute', 'cards']), request: z.string(), version: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('divergence'), objectId: z.guid(), foundHash: z.string().regex(/^[0-9a-f]{64}$/) }),
]);

export type OutboxItem = z.infer<typeof outboxItemSchema>;
