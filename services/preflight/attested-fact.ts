import type { Attestations } from '../attestation/attest.ts';
import { type Attestation, hasExpired } from '../attestation/attestation.ts';
import type { Topic } from '../attestation/topic.ts';
import { dayWords } from './date-words.ts';
import { type Fact, notKnown } from './fact.ts';

type Value = Attestation['value'];

/** Somebody's word on a topic while it stands. One that has expired counts for nothing, and the reason says so. */
export function attestedFact<Wanted extends Value>(
  { attestations, now }: { readonly attestations: Attestations; readonly now: Date },
  topic: Topic,
  isWanted: (value: Value) => value is Wanted,
): Fact<Wanted> {
  const attestation = attestations.get(topic);
  if (attestation === undefined) return notKnown('Nobody has attested it.');
  const { value, by, at, expiresAt } = attestation;
  if (hasExpired(attestation, now)) return notKnown(`What ${by.name} attested expired on ${dayWords(expiresAt)}.`);
  if (!isWanted(value)) return notKnown('What was attested does not fit.');
  return { kind: 'attested', value, by: by.name, at, expiresAt };
}

/** " (attested by Luis Ortega until 22 Dec 2026)"; nothing for what was read. */
export function attestedWords(fact: Exclude<Fact<unknown>, { kind: 'unknown' }>): string {
  return fact.kind === 'attested' ? ` (attested by ${fact.by} until ${dayWords(fact.expiresAt)})` : '';
}
