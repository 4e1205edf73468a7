import { attestations } from '../attestation/attest.ts';
import type { CensusReader } from '../census/census-store.ts';
import type { Clock } from '../clock.ts';
import type { Directory } from '../directory/directory.ts';
import type { DirectoryTenant } from '../directory/directory-tenant.ts';
import type { ExchangeTenant } from '../exchange/exchange-tenant.ts';
import type { Version } from '../rules/version.ts';
import type { RequestStore } from '../store/request-store.ts';
import { attestedFact } from './attested-fact.ts';
import { askedFor, type Fact, notKnown, partOf } from './fact.ts';
import type { CloudManagedCount, TenantFacts } from './tenant-facts.ts';

export type TenantSources = {
  readonly exchange: Pick<ExchangeTenant, 'organization' | 'permittedCmdlets'>;
  readonly directory: Pick<Directory, 'syncState'> & Pick<DirectoryTenant, 'writebackJobs'>;
  readonly store: Pick<RequestStore, 'setting'>;
  readonly census: Pick<CensusReader, 'history'>;
  readonly clock: Pick<Clock, 'now'>;
};

/**
 * Asks everybody at once what is true of the tenant. Whoever does not answer makes their part unknown, with the
 * reason; nothing else fails because of it.
 */
export async function gatherTenantFacts(
  { exchange, directory, store, census, clock }: TenantSources,
  signal?: AbortSignal,
): Promise<TenantFacts> {
  const [words, directorySync, permittedCmdlets, writebackJobs, organization, cloudManaged] = await Promise.all([
    askedFor(() => attestations(store)),
    askedFor(() => directory.syncState(signal)),
    askedFor(() => exchange.permittedCmdlets(signal)),
    askedFor(() => directory.writebackJobs(signal)),
    askedFor(() => exchange.organization(signal)),
    askedFor(() => lastCount(census)),
  ]);
  const wordOn = <Value extends Version | 'none' | boolean>(
    topic: Parameters<typeof attestedFact>[1],
    isWanted: (value: Version | 'none' | boolean) => value is Value,
  ): Fact<Value> =>
    words.kind === 'unknown' ? words : attestedFact({ attestations: words.value, now: clock.now() }, topic, isWanted);
  return {
    connectVersion: wordOn('connect-version', isVersionOrNone),
    stagingServerIsCurrent: wordOn('staging-server-current', isAnswer),
    cloudSyncVersion: wordOn('cloud-sync-version', isVersionOrNone),
    ...{ directorySync, permittedCmdlets, writebackJobs },
    isCloudManagedByDefault: told(
      partOf(organization, ({ isCloudManagedByDefault }) => isCloudManagedByDefault),
      'Exchange Online did not tell the tenant default.',
    ),
    hasNoOnPremisesWriters: wordOn('on-premises-writers-none', isAnswer),
    cloudManaged: told(cloudManaged, 'They have not been counted yet.'),
    writebackDomainsCovered: wordOn('writeback-domains-covered', isAnswer),
  };
}

async function lastCount(census: TenantSources['census']): Promise<CloudManagedCount | null> {
  const [latest] = await census.history(1);
  return latest ? { mailboxes: latest.counts.cloud, unread: latest.counts.unknown, at: latest.endedAt } : null;
}

const isAnswer = (value: Version | 'none' | boolean): value is boolean => typeof value === 'boolean';
const isVersionOrNone = (value: Version | 'none' | boolean): value is Version | 'none' => typeof value !== 'boolean';

/** `null` is "not told": unknown, never false. */
function told<Value>(fact: Fact<Value | null>, why: string): Fact<Value> {
  if (fact.kind === 'unknown') return fact;
  return fact.value === null ? notKnown(why) : { ...fact, value: fact.value };
}
