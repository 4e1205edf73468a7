import { randomUUID } from 'node:crypto';
import { systemClock } from '../services/clock.ts';
import { readServicesConfiguration } from '../services/configuration.ts';
import { openServices } from '../services/open-services.ts';
import { processLog } from '../services/process-log.ts';
import { openQueue } from '../services/queue/queues.ts';
import { advance } from '../services/request/advance.ts';
import { draftRequest } from '../services/request/draft.ts';
import { outboxKey } from '../services/store/keys.ts';
import { connectForQueues } from '../services/store/redis.ts';
import { mailbox } from '../tests/cards/samples.ts';
import { fakeDirectory } from '../tests/support/fake-directory.ts';
import { fakeExchange } from '../tests/support/fake-exchange.ts';
import { ALICE_ID } from '../tests/support/teams-activities.ts';
import { CROWD } from './crowd.ts';
import type { Stoppable } from './scratch.ts';

const DRAWN_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 50;

export type Prepared = { readonly id: string; readonly version: number };

/** Requests that Alice made and confirmed, through the product's own services with Exchange in memory. */
export type Preparing = Stoppable & {
  readonly prepare: (count: number) => Promise<readonly Prepared[]>;
  /** Resolves when every outbox entry has become a job and every card has been drawn. */
  readonly cardsDrawn: () => Promise<void>;
};

const everybody = { people: async () => [ALICE_ID, ...CROWD] };

/** @param settings those of the bot: the requests are made as it would make them */
export function openPreparing(settings: NodeJS.ProcessEnv): Preparing {
  const configuration = readServicesConfiguration(settings);
  const redis = connectForQueues(configuration.REDIS_URL);
  // What cannot be reached fails the row by its next command.
  redis.on('error', () => undefined);
  const log = processLog('bench', 'warn');
  const services = openServices({ configuration, environment: settings, redis, clock: systemClock, log });
  const { tenant } = services;
  const exchange = fakeExchange([]);
  const directory = fakeDirectory({ sync: { enabled: true, lastSyncAt: new Date().toISOString() } });
  const needs = { ...services, exchange, directory, pools: { approver: everybody, admin: everybody } };
  const requester = { objectId: ALICE_ID, name: 'Alice' };
  const cards = openQueue('cards', tenant, redis);

  const one = async (): Promise<Prepared> => {
    const objectId = randomUUID();
    exchange.put(mailbox({ objectId, exchangeGuid: randomUUID() }));
    const wish = { action: 'to-cloud' as const, objectId, requester, reason: 'moves' };
    const drafted = await draftRequest(needs, { ...wish, conversation: 'a:alice' });
    if (!drafted.ok) throw new Error(`No request could be drafted: ${drafted.code}`);
    const event = { kind: 'confirm' as const, by: requester, reason: null, shown: null };
    const confirmed = await advance(needs, drafted.record.id, event);
    if (!confirmed.ok) throw new Error(`No request could be confirmed: ${confirmed.refusal.code}`);
    return { id: confirmed.record.id, version: confirmed.record.version };
  };

  const undrawn = async (): Promise<number> => {
    const [outbox, counts] = await Promise.all([
      redis.xlen(outboxKey(tenant)),
      cards.getJobCounts('wait', 'active', 'delayed', 'prioritized'),
    ]);
    return Object.values(counts).reduce((sum, count) => sum + count, outbox);
  };

  return {
    prepare: async (count) => {
      const prepared: Prepared[] = [];
      for (let made = 0; made < count; made += 1) prepared.push(await one());
      return prepared;
    },
    cardsDrawn: async () => {
      for (let waited = 0; waited < DRAWN_WITHIN_MS; waited += LOOK_EVERY_MS) {
        if ((await undrawn()) === 0) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
      throw new Error('The cards of the prepared requests were not drawn in time.');
    },
    stop: async () => {
      await Promise.all([cards.close(), services.close()]);
      redis.disconnect();
    },
  };
}
