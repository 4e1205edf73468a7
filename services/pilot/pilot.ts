import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import { type Person, personSchema } from '../request/record.ts';
import type { RequestStore } from '../store/request-store.ts';

const SETTING = 'pilot';

/** A pilot is small on purpose: what goes wrong with it can be put right by hand. */
export const MOST_MAILBOXES = 5;

const mailboxSchema = z.strictObject({ objectId: z.guid(), name: z.string(), displayName: z.string() }).readonly();
export type PilotMailbox = z.infer<typeof mailboxSchema>;

const pilotSchema = z
  .strictObject({
    startedAt: z.iso.datetime(),
    startedBy: personSchema,
    /** The cohort: what the pilot is run with. Its mailboxes may always be handed over. */
    cohort: z.array(mailboxSchema).min(1).max(MOST_MAILBOXES).readonly(),
    signedOff: z.strictObject({ at: z.iso.datetime(), by: personSchema, reason: z.string() }).readonly().nullable(),
  })
  .readonly();

/**
 * What people decided about the pilot of a tenant: with which mailboxes, and that it has gone well. Everything in
 * between is not kept here: it is read from the requests (see pilot-steps.ts).
 */
export type Pilot = z.infer<typeof pilotSchema>;

type Needs = {
  readonly store: Pick<RequestStore, 'appendAudit'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly tenant: string;
};

/** The pilot of the tenant, under way or signed off; `undefined` when there is none. Throws `StoreError`. */
export async function pilotOf(store: Pick<RequestStore, 'setting'>): Promise<Pilot | undefined> {
  const text = await store.setting(SETTING);
  return text === undefined || text === '' ? undefined : pilotSchema.parse(JSON.parse(text));
}

/** Begins a pilot. Audited; whoever calls has made sure that there is none. */
export async function startPilot(
  needs: Needs,
  { cohort, by }: { readonly cohort: readonly PilotMailbox[]; readonly by: Person },
): Promise<Pilot> {
  const startedAt = needs.clock.now().toISOString();
  const pilot = pilotSchema.parse({ startedAt, startedBy: by, cohort, signedOff: null });
  const facts = { mailboxes: cohort.map(({ objectId }) => objectId).join(' ') };
  await write(needs, { kind: 'pilot_started', by, facts, pilot });
  return pilot;
}

/** Says that the pilot has gone well. `evidence` are the requests that show it; they stand in the audit entry. */
export async function signOffPilot(
  needs: Needs,
  signing: {
    readonly pilot: Pilot;
    readonly by: Person;
    readonly reason: string;
    readonly evidence: readonly string[];
  },
): Promise<Pilot> {
  const { by, reason, evidence } = signing;
  const pilot = { ...signing.pilot, signedOff: { at: needs.clock.now().toISOString(), by, reason } };
  await write(needs, { kind: 'pilot_signed_off', by, facts: { reason, requests: evidence.join(' ') }, pilot });
  return pilot;
}

/** Ends a pilot, signed off or not: what it had shown counts no more. */
export async function abandonPilot(needs: Needs, by: Person): Promise<void> {
  await write(needs, { kind: 'pilot_abandoned', by, facts: {}, pilot: null });
}

type Entry = {
  readonly kind: 'pilot_started' | 'pilot_signed_off' | 'pilot_abandoned';
  readonly by: Person;
  readonly facts: Readonly<Record<string, string>>;
  readonly pilot: Pilot | null;
};

async function write({ store, clock, tenant }: Needs, { kind, by, facts, pilot }: Entry): Promise<void> {
  const at = clock.now().toISOString();
  const audit = { at, tenant, kind, request: null, version: null, actor: by.objectId, from: null, to: null, facts };
  await store.appendAudit(audit, { name: SETTING, value: pilot === null ? '' : JSON.stringify(pilot) });
}
