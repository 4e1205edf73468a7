import type { Redis } from 'ioredis';
import type { Clock } from '../services/clock.ts';
import type { Log } from '../services/log.ts';
import type { Services } from '../services/open-services.ts';
import { openQueue } from '../services/queue/queues.ts';
import { startRelay } from '../services/queue/relay.ts';
import type { CardPlaces } from '../services/store/card-places.ts';
import type { ContactStore } from '../services/store/contact-store.ts';
import type { Undelivered } from './app.ts';
import type { Channel } from './channel.ts';
import { keepAnswer } from './late-answer.ts';
import { startNotifier } from './notifier.ts';
import type { ReplyInChannel } from './teams-channel.ts';

export type BackgroundNeeds = {
  readonly services: Services;
  /** A connection that waits for Redis. */
  readonly redis: Redis;
  readonly places: CardPlaces;
  readonly contacts: ContactStore;
  readonly channel: Channel & { readonly reply: ReplyInChannel };
  readonly approvalsConversation: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
};

export type Background = {
  readonly undelivered: (lost: Undelivered) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What a bot does without being spoken to: relays the outbox, redraws cards, says late answers. */
export function startBackground(needs: BackgroundNeeds): Background {
  const { services, redis, log } = needs;
  const { tenant, store, archive, pools, links, divergences } = services;
  const execute = openQueue('execute', tenant, redis);
  const cards = openQueue('cards', tenant, redis);
  for (const queue of [execute, cards]) queue.on('error', (error) => log.warn({ err: error }, 'queue'));
  const relay = startRelay({ tenant, redis: redis.duplicate(), execute, cards, consumer: crypto.randomUUID(), log });
  const notifier = startNotifier({
    ...needs,
    ...{ tenant, store, archive, pools, links, divergences },
    places: needs.places,
  });
  return {
    undelivered: keepAnswer({ queue: cards, log }),
    stop: async () => {
      await relay.stop();
      await notifier.close();
      await Promise.all([execute.close(), cards.close()]);
    },
  };
}
