import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { ExchangeTenant } from '../exchange/exchange-tenant.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import { businessUnit, type UnitSource } from './business-unit.ts';
import { censusAuthority } from './census-authority.ts';
import { censusHash } from './census-hash.ts';
import { BUCKETS, bucketOf, encodeRow, factsAt, ROW_BYTES, sortedRows } from './census-row.ts';
import type { CensusStore } from './census-store.ts';
import type { CensusSummary } from './census-summary.ts';
import { openComparison } from './compare-rows.ts';
import { type LabelBook, labelBook } from './label-book.ts';
import { readAhead } from './read-ahead.ts';
import { openTally } from './tally.ts';

/** Rows that wait to be written together: half a megabyte. */
const WRITE_TOGETHER = 16_384;
const MOST_TYPES = 250;
const MOST_UNITS = 4_000;

/** A mailbox as a census meets it. `hash` is that of its snapshot; `null`: Exchange did not tell. */
export type MetMailbox = {
  readonly objectId: string;
  readonly hash: string;
  readonly isCloudManaged: boolean | null;
};

/** Somebody who looks over the census's shoulder: the sentinel. Must hold no more than a bounded part of what it sees. */
export type CensusWatch = {
  readonly page: (met: readonly MetMailbox[]) => Promise<void>;
  /** On-premises in the census before, cloud-managed in this one: those of one bucket. */
  readonly moved: (objectIds: readonly string[]) => Promise<void>;
  /** How many mailboxes it has its doubts about. */
  readonly suspects: () => number;
};

export type CensusNeeds = Pick<ExchangeTenant, 'mailboxes'> & {
  readonly census: CensusStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly unit: UnitSource;
  readonly watch: CensusWatch;
};

/**
 * Takes a census: walks all mailboxes page by page, keeps 32 bytes of each in Redis, then counts and compares them
 * bucket by bucket. Needs the same memory for any number of mailboxes. A run that is broken off leaves no summary and
 * is never continued: Exchange's pages expire after 30 minutes and belong to one back end, so the next run starts the
 * walk again with a name of its own, and the rows of the dead one go by themselves after a day.
 *
 * Throws what Exchange and the store throw.
 */
export async function runCensus(needs: CensusNeeds, signal?: AbortSignal): Promise<CensusSummary> {
  const run: Run = {
    id: randomUUID(),
    startedAt: needs.clock.now().toISOString(),
    types: labelBook(MOST_TYPES),
    units: labelBook(MOST_UNITS),
  };
  await walk(needs, run, signal);
  const summary = await settle(needs, run, signal);
  await needs.census.finish(summary);
  return summary;
}

type Run = {
  readonly id: string;
  readonly startedAt: string;
  readonly types: LabelBook;
  readonly units: LabelBook;
};

async function walk(needs: CensusNeeds, run: Run, signal: AbortSignal | undefined): Promise<void> {
  const { census, clock, watch } = needs;
  let waiting: Buffer[] = [];
  let seen = 0;
  const write = async (): Promise<void> => {
    await census.append(run.id, byBucket(waiting));
    waiting = [];
    const heardAt = clock.now().toISOString();
    await census.progress({ run: run.id, startedAt: run.startedAt, heardAt, seen });
  };
  await write();
  for await (const page of readAhead(needs.mailboxes(signal))) {
    const met: MetMailbox[] = [];
    for (const mailbox of page) {
      const hash = censusHash(mailbox);
      waiting.push(rowOf(needs.unit, run, { mailbox, hash }));
      met.push({ objectId: mailbox.objectId, hash, isCloudManaged: mailbox.isExchangeCloudManaged });
    }
    seen += page.length;
    await watch.page(met);
    if (waiting.length >= WRITE_TOGETHER) await write();
  }
  await write();
}

function rowOf(unit: UnitSource, run: Run, seen: { readonly mailbox: Mailbox; readonly hash: string }): Buffer {
  const { mailbox, hash } = seen;
  return encodeRow({
    objectId: mailbox.objectId,
    authority: censusAuthority(mailbox),
    type: run.types.number(mailbox.type),
    unit: run.units.number(businessUnit(unit, mailbox)),
    hash,
  });
}

function byBucket(rows: readonly Buffer[]): ReadonlyMap<number, Buffer> {
  const buckets = new Map<number, Buffer[]>();
  for (const row of rows) {
    const bucket = bucketOf(row);
    const others = buckets.get(bucket);
    if (others) others.push(row);
    else buckets.set(bucket, [row]);
  }
  return new Map([...buckets].map(([bucket, own]) => [bucket, Buffer.concat(own, own.length * ROW_BYTES)]));
}

/** Counts and compares what was walked. Holds one bucket of this census and one of the last at a time. */
async function settle(needs: CensusNeeds, run: Run, signal: AbortSignal | undefined): Promise<CensusSummary> {
  const { census, watch } = needs;
  const [last] = await census.history(1);
  const before = last && (await census.hasRows(last.run)) ? last.run : undefined;
  const tally = openTally(run);
  const comparison = openComparison();
  const digest = createHash('sha256');
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    signal?.throwIfAborted();
    const rows = sortedRows(await census.drafted(run.id, bucket));
    await census.settle(run.id, bucket, rows);
    tally.add(rows);
    for (let at = 0; at < rows.length; at += ROW_BYTES) for (const fact of factsAt(rows, at)) digest.update(fact);
    if (before !== undefined) await watch.moved(comparison.add(await census.rows(before, bucket), rows));
  }
  return {
    schema: 1,
    run: run.id,
    startedAt: run.startedAt,
    endedAt: needs.clock.now().toISOString(),
    ...tally.result(),
    unitSource: needs.unit,
    comparison: before === undefined ? null : comparison.result(),
    suspects: watch.suspects(),
    digest: digest.digest('hex'),
  };
}
