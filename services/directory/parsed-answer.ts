import type * as z from 'zod/v4';
import { directoryError } from './graph-failure.ts';

/** A value of Graph in the shape that was expected. @throws DirectoryError `directory_protocol` for any other. */
export function parsedAnswer<T extends z.ZodType>(schema: T, value: unknown, question: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw directoryError('directory_protocol', { question });
}
