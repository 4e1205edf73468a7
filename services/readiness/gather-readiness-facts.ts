import { type Attestations, attestations } from '../attestation/attest.ts';
import type { AttestedValue } from '../attestation/attestation.ts';
import type { CensusReader } from '../census/census-store.ts';
import type { Clock } from '../clock.ts';
import type { DirectoryTenant } from '../directory/directory-tenant.ts';
import type { ExchangeTenant } from '../exchange/exchange-tenant.ts';
import { attestedFact } from '../preflight/attested-fact.ts';
import { askedFor, type Fact, notKnown, partOf } from '../preflight/fact.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { ReadinessFacts } from './readiness-facts.ts';
import type { CountedFact } from './tenant-count.ts';
import type { TenantCountStore } from './tenant-count-store.ts';

export type ReadinessSources = {
  readonly exchange: Pick<ExchangeTenant, 'organization' | 'hybridParts'>;
  readonly directory: Pick<DirectoryTenant, 'writebackJobs'>;
  readonly store: Pick<RequestStore, 'setting'>;
  readonly census: Pick<CensusReader, 'history'>;
  readonly tenantCounts: Pick<TenantCountStore, 'latest'>;
  readonly clock: Pick<Clock, 'now'>;
};

/**
 * Asks everybody at once. What takes long, mailboxes and recipients, was counted with the last census; the rest is
 * asked now. Whoever does not answer makes their part unknown, with the reason; nothing else fails because of it.
 */
export async function gatherReadinessFacts(sources: ReadinessSources, signal?: AbortSignal): Promise<ReadinessFacts> {
  const { exchange, directory, store, census, tenantCounts } = sources;
  const [summaries, count, organization, hybridParts, writebackJobs, words] = await Promise.all([
    askedFor(() => census.history(1)),
    askedFor(() => tenantCounts.latest()),
    askedFor(() => exchange.organization(signal)),
    askedFor(() => exchange.hybridParts(signal)),
    askedFor(() => directory.writebackJobs(signal)),
    askedFor(() => attestations(store)),
  ]);
  const latest = told(
    partOf(summaries, ([summary]) => summary),
    'No census has been taken yet.',
  );
  const counted = told(count, 'Recipients are counted with the next census.');
  return {
    census: latest,
    recipients: inner(partOf(counted, ({ recipients }) => recipients)),
    objects: inner(partOf(counted, ({ objects }) => objects)),
    countedAt: partOf(counted, ({ at }) => at),
    ...{ organization, hybridParts, writebackJobs },
    wordOn: wordsOn(words, sources.clock.now()),
  };
}

function told<Value>(fact: Fact<Value | undefined>, why: string): Fact<Value> {
  if (fact.kind === 'unknown') return fact;
  return fact.value === undefined ? notKnown(why) : { ...fact, value: fact.value };
}

/** A count that was kept says by itself whether it is one. */
function inner<Counts>(fact: Fact<CountedFact<Counts>>): Fact<Counts> {
  return fact.kind === 'unknown' ? fact : fact.value;
}

function wordsOn(words: Fact<Attestations>, now: Date): ReadinessFacts['wordOn'] {
  return (topic) =>
    words.kind === 'unknown' ? words : attestedFact({ attestations: words.value, now }, topic, isAnswer);
}

const isAnswer = (value: AttestedValue): value is boolean => typeof value === 'boolean';
