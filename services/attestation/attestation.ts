import * as z from 'zod/v4';
import { assertNever } from '../assert-never.ts';
import { isVersion, type Version } from '../rules/version.ts';
import { TOPIC_NAMES, TOPICS, type Topic } from './topic.ts';

/** A version, `none` for what is not in use, or whether something is so. */
export type AttestedValue = Version | 'none' | boolean;

const attestedValue = z.union([
  z.custom<Version>((value) => typeof value === 'string' && isVersion(value)),
  z.literal('none'),
  z.boolean(),
]);

/** Somebody's word for what no API tells. It is only ever shown as such, with who gave it and until when it stands. */
export const attestationSchema = z
  .strictObject({
    topic: z.enum(TOPIC_NAMES),
    value: attestedValue,
    by: z.strictObject({ objectId: z.guid(), name: z.string() }).readonly(),
    at: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .refine(({ topic, value }) => fits(topic, value), 'the value does not fit its topic')
  .readonly();
export type Attestation = z.infer<typeof attestationSchema>;

/** From then on it counts for nothing. */
export function hasExpired({ expiresAt }: Attestation, now: Date): boolean {
  return Date.parse(expiresAt) <= now.getTime();
}

/** What was typed, as a value of the topic; `undefined` when it is none. */
export function readAttestedValue(topic: Topic, text: string): AttestedValue | undefined {
  const word = text.trim().toLowerCase();
  const { form } = TOPICS[topic];
  switch (form) {
    case 'version':
      return word === 'none' || isVersion(word) ? word : undefined;
    case 'yes-no':
      return word === 'yes' ? true : word === 'no' ? false : undefined;
    default:
      return assertNever(form);
  }
}

function fits(topic: Topic, value: AttestedValue): boolean {
  return (TOPICS[topic].form === 'yes-no') === (typeof value === 'boolean');
}

/** The value as people write it. */
export function attestedText(value: AttestedValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value;
}
