import { openCensusStore } from '../../services/census/census-store.ts';
import { runCensus } from '../../services/census/run-census.ts';
import { systemClock } from '../../services/clock.ts';
import { credentialFrom } from '../../services/credential.ts';
import { connectExchange } from '../../services/exchange/connect-exchange.ts';
import { openSentinel } from '../../services/sentinel/watch-census.ts';
import { openApprovedStates } from '../../services/store/approved-state-store.ts';
import { openDivergences } from '../../services/store/divergence-store.ts';
import { connectForStores, whenReady } from '../../services/store/redis.ts';
import { openRequestStore } from '../../services/store/request-store.ts';
import { fakeArchive } from '../../tests/support/fake-archive.ts';
import { silentLog } from '../../tests/support/silent-log.ts';

// Reads a whole tenant once, as the census does it or to drop every page, and says how long that took and how much
// memory the process had at most.

const { MODE = '', SIZE = '', PAGE_TAKES_MS = '0', EXCHANGE_URL = '', REDIS_URL = '', TENANT = '' } = process.env;

const exchange = connectExchange({
  url: EXCHANGE_URL,
  tenantId: TENANT,
  credential: credentialFrom({ kind: 'static', token: `size-${SIZE}-wait-${PAGE_TAKES_MS}` }, 'unused'),
  clock: systemClock,
  log: silentLog,
});

async function drop(): Promise<number> {
  let seen = 0;
  for await (const page of exchange.mailboxes()) seen += page.length;
  return seen;
}

async function census(): Promise<number> {
  const redis = connectForStores(REDIS_URL);
  await whenReady(redis);
  const sentinel = openSentinel({
    tenant: TENANT,
    exchange,
    archive: fakeArchive(),
    store: openRequestStore(redis, TENANT),
    approved: openApprovedStates(redis, TENANT),
    divergences: openDivergences(redis, TENANT),
    clock: systemClock,
  });
  const { mailboxes } = exchange;
  const store = openCensusStore(redis, TENANT);
  const taken = { mailboxes, census: store, clock: systemClock, unit: 'domain', watch: sentinel.watch } as const;
  const { total } = await runCensus(taken);
  redis.disconnect();
  return total;
}

const begun = performance.now();
const seen = MODE === 'census' ? await census() : await drop();
const took = performance.now() - begun;
await exchange.close();
if (seen !== Number(SIZE)) throw new Error(`${seen} mailboxes were seen instead of ${SIZE}.`);
const found = { tookMs: took, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(found));
