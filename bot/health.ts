import { Counter, collectDefaultMetrics, Registry } from 'prom-client';
import type { Archive } from '../services/archive/archive.ts';
import type { RedisClient } from '../services/store/redis.ts';
import type { Page } from './http-host.ts';

export type HealthNeeds = {
  readonly redis: RedisClient;
  readonly archive: Archive;
  /** Resolves when the bot can sign what it sends. */
  readonly credential: () => Promise<unknown>;
};

export type Health = {
  readonly pages: Readonly<Record<'/healthz' | '/readyz' | '/metrics', Page>>;
  readonly count: (outcome: string) => void;
};

/** `/healthz`: the process runs. `/readyz`: it could serve a person now, or which part could not. `/metrics`: numbers. */
export function createHealth(needs: HealthNeeds): Health {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const activities = new Counter({
    name: 'steward_activities_total',
    help: 'Activities by what became of them.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return {
    count: (outcome) => activities.inc({ outcome }),
    pages: {
      '/healthz': async () => json(200, { ok: true }),
      '/readyz': async () => await readiness(needs),
      '/metrics': async () => ({ status: 200, contentType: registry.contentType, body: await registry.metrics() }),
    },
  };
}

async function readiness({ redis, archive, credential }: HealthNeeds): ReturnType<Page> {
  const parts = {
    redis: await works(() => redis.ping()),
    archive: await works(archive.check),
    credential: await works(credential),
  };
  return json(Object.values(parts).every(Boolean) ? 200 : 503, parts);
}

/** Only whether: why is for the log of whoever fails, not for a page that anybody can read. */
async function works(question: () => Promise<unknown>): Promise<boolean> {
  try {
    await question();
    return true;
  } catch {
    return false;
  }
}

function json(status: number, value: object): Awaited<ReturnType<Page>> {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}
