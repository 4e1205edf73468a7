import type { Clock } from '../clock.ts';
import { after } from '../request/duration.ts';
import type { Person } from '../request/record.ts';
import type { RequestStore } from '../store/request-store.ts';
import { type Attestation, type AttestedValue, attestationSchema, attestedText } from './attestation.ts';
import { TOPIC_NAMES, type Topic } from './topic.ts';

const settingOf = (topic: Topic): string => `attestation:${topic}`;

type Word = {
  readonly topic: Topic;
  readonly value: AttestedValue;
  readonly by: Person;
  /** ISO 8601 duration. */
  readonly validFor: string;
};

/** Writes down somebody's word, audited. It replaces an earlier one on the same topic. Throws `StoreError`. */
export async function attest(
  {
    store,
    clock,
    tenant,
  }: { readonly store: RequestStore; readonly clock: Pick<Clock, 'now'>; readonly tenant: string },
  { topic, value, by, validFor }: Word,
): Promise<Attestation> {
  const now = clock.now();
  const at = now.toISOString();
  const expiresAt = after(now, validFor).toISOString();
  const attestation = attestationSchema.parse({
    ...{ topic, value, at, expiresAt },
    by: { objectId: by.objectId, name: by.name },
  });
  const facts = { topic, value: attestedText(value), until: expiresAt };
  const audit = { at, tenant, kind: 'attested' as const, request: null, version: null, actor: by.objectId };
  await store.appendAudit(
    { ...audit, from: null, to: null, facts },
    { name: settingOf(topic), value: JSON.stringify(attestation) },
  );
  return attestation;
}

export type Attestations = ReadonlyMap<Topic, Attestation>;

/** The latest word on each topic that has one, expired ones included. Throws `StoreError`. */
export async function attestations(store: Pick<RequestStore, 'setting'>): Promise<Attestations> {
  const texts = await Promise.all(TOPIC_NAMES.map((topic) => store.setting(settingOf(topic))));
  const found = texts.flatMap((text) => (text === undefined ? [] : [attestationSchema.parse(JSON.parse(text))]));
  return new Map(found.map((attestation) => [attestation.topic, attestation]));
}
