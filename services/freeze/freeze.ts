import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import { spanEnd } from '../policy/day-span.ts';
import type { Policy } from '../policy/policy.ts';
import type { Person } from '../request/record.ts';
import type { RequestStore } from '../store/request-store.ts';

// A freeze stops execution, not asking: requests are still made, confirmed and approved, and wait.

const SETTING = 'freeze';

const freezeSchema = z.strictObject({ until: z.iso.datetime(), reason: z.string(), by: z.string() }).readonly();

/** Nothing is executed until then, and why. */
export type Freeze = { readonly until: Date; readonly reason: string };

type Needs = { readonly store: RequestStore; readonly clock: Pick<Clock, 'now'>; readonly tenant: string };

/** The freeze in force, if any: one set in chat, or one of the policy's recurring spans, whichever ends later. */
export async function freezeInForce(
  { store, clock }: Pick<Needs, 'store' | 'clock'>,
  policy: Policy,
): Promise<Freeze | undefined> {
  const now = clock.now();
  const recurring = policy.freezes.flatMap(({ name, span }) => {
    const until = spanEnd(span, now);
    return until ? [{ until, reason: name }] : [];
  });
  const text = await store.setting(SETTING);
  const said = text === undefined || text === '' ? undefined : freezeSchema.parse(JSON.parse(text));
  const typed =
    said && Date.parse(said.until) > now.getTime() ? [{ until: new Date(said.until), reason: said.reason }] : [];
  return [...recurring, ...typed].sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}

/** Freezes until a moment. Audited; a later one replaces it. */
export async function freeze(
  needs: Needs,
  wish: { readonly until: Date; readonly reason: string; readonly by: Person },
): Promise<void> {
  const until = wish.until.toISOString();
  const value = JSON.stringify({ until, reason: wish.reason, by: wish.by.name });
  await write(needs, { kind: 'frozen', by: wish.by, to: until, facts: { reason: wish.reason }, value });
}

/** Ends a freeze that was set in chat. Recurring ones end by themselves. */
export async function thaw(needs: Needs, by: Person): Promise<void> {
  await write(needs, { kind: 'thawed', by, to: null, facts: {}, value: '' });
}

type Entry = {
  readonly kind: 'frozen' | 'thawed';
  readonly by: Person;
  readonly to: string | null;
  readonly facts: Readonly<Record<string, string>>;
  readonly value: string;
};

async function write({ store, clock, tenant }: Needs, { kind, by, to, facts, value }: Entry): Promise<void> {
  const at = clock.now().toISOString();
  const audit = { at, tenant, kind, request: null, version: null, actor: by.objectId, from: null, to, facts };
  await store.appendAudit(audit, { name: SETTING, value });
}
