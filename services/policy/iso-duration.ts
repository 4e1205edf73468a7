import * as z from 'zod/v4';
import { durationMilliseconds } from '../request/duration.ts';

/** An ISO 8601 duration of days, hours, minutes and seconds: more than nothing, a year at most. */
export const isoDuration = z
  .string()
  .refine((text) => durationMilliseconds(text) !== undefined, 'must be an ISO 8601 duration such as PT15M');
