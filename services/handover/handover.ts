import type { Clock } from '../clock.ts';
import { type Freeze, freezeInForce } from '../freeze/freeze.ts';
import type { Policy } from '../policy/policy.ts';
import type { RequestRecord } from '../request/record.ts';
import type { DivergenceStore } from '../store/divergence-store.ts';
import type { RequestStore } from '../store/request-store.ts';

/** What somebody on call is told, the most pressing first. */
export const HANDOVER_TOPICS = [
  'owed',
  'moved-back',
  'failed',
  'stuck',
  'held',
  'frozen',
  'running',
  'waiting',
] as const;
export type HandoverTopic = (typeof HANDOVER_TOPICS)[number];

export type HandoverReport = {
  /** Topics with something in them, in order; within each the oldest first. */
  readonly groups: readonly { readonly topic: HandoverTopic; readonly records: readonly RequestRecord[] }[];
  readonly freeze: Freeze | undefined;
  /** Mailboxes that were found changed outside Steward and wait for somebody to say what to do. */
  readonly divergences: number;
  /** ISO 8601. */
  readonly asOf: string;
};

export type HandoverNeeds = {
  readonly store: RequestStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly settings: { readonly policy: Policy };
  readonly divergences: Pick<DivergenceStore, 'open'>;
};

/** What is over is told for three days: longer than a weekend. */
const SINCE_MS = 3 * 86_400_000;
const MOST = 100;

/** Everything that one shift hands to the next. Throws `StoreError`. */
export async function handover({ store, clock, settings, divergences }: HandoverNeeds): Promise<HandoverReport> {
  const now = clock.now();
  const [open, debts, attention, freeze, changed] = await Promise.all([
    store.open(MOST),
    store.debts(MOST),
    store.attention(new Date(now.getTime() - SINCE_MS), MOST),
    freezeInForce({ store, clock }, settings.policy),
    divergences.open(0),
  ]);
  const owed = new Set(debts.records.map(({ id }) => id));
  const rest = [...attention.records, ...open.records].filter(({ id }) => !owed.has(id));
  const byTopic = Map.groupBy(rest, topicOf);
  byTopic.set('owed', [...debts.records]);
  const groups = HANDOVER_TOPICS.map((topic) => ({ topic, records: (byTopic.get(topic) ?? []).toSorted(byAge) }));
  return {
    groups: groups.filter(({ records }) => records.length > 0),
    freeze,
    divergences: changed.total,
    asOf: now.toISOString(),
  };
}

const byAge = (one: RequestRecord, other: RequestRecord): number =>
  Date.parse(one.changedAt) - Date.parse(other.changedAt);

function topicOf({ state, delay }: RequestRecord): HandoverTopic {
  if (state === 'reverted') return 'moved-back';
  if (state === 'failed') return 'failed';
  if (state === 'held') return 'held';
  if (delay) return delay.code === 'frozen' ? 'frozen' : 'stuck';
  return state === 'running' || state === 'approved' ? 'running' : 'waiting';
}
