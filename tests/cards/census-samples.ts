import type { AdaptiveCardJson } from '../../cards/card-schema.ts';
import { censusCard } from '../../cards/census.ts';
import { divergenceCard } from '../../cards/divergence.ts';
import { divergencesCard } from '../../cards/divergences.ts';
import type { CensusReport } from '../../services/census/census-report.ts';
import type { AuthorityCounts, CensusSummary } from '../../services/census/census-summary.ts';
import { movableCensus } from '../../services/census/movable-census.ts';
import { diffSnapshots } from '../../services/mailbox/diff.ts';
import type { Divergence } from '../../services/sentinel/divergence.ts';
import { AT_FLIP, OBJECT_ID, snapshot } from './samples.ts';

/** Cloud, on-premises, not synced, unknown. */
const counts = (...all: readonly number[]): AuthorityCounts => {
  const [cloud = 0, onPremises = 0, notSynced = 0, unknown = 0] = all;
  return { cloud, 'on-premises': onPremises, 'not-synced': notSynced, unknown };
};

export function censusSummary(changes: Partial<CensusSummary> = {}): CensusSummary {
  return {
    schema: 1,
    run: '0d6b1c52-1111-4c1e-9a43-5f0d2b6c8e11',
    startedAt: '2026-11-22T02:00:00.000Z',
    endedAt: '2026-11-22T02:24:10.000Z',
    total: 198_412,
    counts: counts(61_204, 121_870, 15_331, 7),
    byType: [
      { name: 'UserMailbox', counts: counts(41_000, 101_800, 9_000, 7) },
      { name: 'SharedMailbox', counts: counts(18_900, 14_070, 5_200) },
      { name: 'RoomMailbox', counts: counts(1_300, 6_000, 131) },
      { name: 'EquipmentMailbox', counts: counts(4, 0, 0) },
      { name: 'DiscoveryMailbox', counts: counts(0, 0, 1_000) },
    ],
    otherTypes: counts(0, 0),
    unitSource: 'domain',
    byUnit: [
      { name: 'contoso.com', counts: counts(40_204, 60_000, 8_000) },
      { name: 'emea.contoso.com', counts: counts(21_000, 21_000, 7_000) },
      { name: 'fabrikam.com', counts: counts(0, 40_870, 331, 7) },
      { name: null, counts: counts(0, 0, 0) },
    ],
    otherUnits: counts(0, 0),
    comparison: { appeared: 120, gone: 88, changed: 2_310, toCloud: 2_000, toOnPremises: 3 },
    suspects: 2,
    digest: 'd'.repeat(64),
    ...changes,
  };
}

export function censusReport(changes: Partial<CensusReport> = {}): CensusReport {
  const { latest = censusSummary() } = changes;
  const trend = [0, 0, 900, 4_000, 9_000, 15_000, 22_000, 30_000, 38_000, 47_000, 52_000, 59_204, 61_204];
  return {
    latest,
    movable: latest && movableCensus(latest),
    trend: trend.map((cloud, day) => ({
      at: `2026-11-${String(10 + day).padStart(2, '0')}T02:00:00.000Z`,
      counts: counts(cloud, 183_074 - cloud, 15_331, 7),
    })),
    state: { since: '2026-10-01T08:00:00.000Z', every: 'PT24H', wanted: null, running: null, failed: null },
    nextAt: '2026-11-23T02:00:00.000Z',
    divergences: 0,
    asOf: '2026-11-22T09:00:00.000Z',
    ...changes,
  };
}

export function divergence(changes: Partial<Divergence> = {}): Divergence {
  return {
    objectId: OBJECT_ID,
    userPrincipalName: 'alice.meyer@contoso.com',
    displayName: 'Alice Meyer',
    kind: 'values-changed',
    approvedHash: 'a'.repeat(64),
    request: '7Q4K-2M',
    foundHash: 'f'.repeat(64),
    isCloudManaged: true,
    foundAt: '2026-11-22T02:31:00.000Z',
    ...changes,
  };
}

const NOW = snapshot({ isExchangeCloudManaged: true, attributes: { ...AT_FLIP.attributes, MailTip: 'By a script' } });
const CHANGES = diffSnapshots({ ...AT_FLIP, isExchangeCloudManaged: true }, NOW);
const FLIPPED = divergence({ kind: 'authority-flipped', isCloudManaged: false });
const MOVED = divergence({ kind: 'moved-outside', approvedHash: null, request: null });

const running = {
  run: '0d6b1c52-1111-4c1e-9a43-5f0d2b6c8e12',
  startedAt: '2026-11-22T08:50:00.000Z',
  heardAt: '2026-11-22T08:59:00.000Z',
  seen: 84_000,
};
const failed = { at: '2026-11-22T02:11:00.000Z', code: 'exchange_permission' };

const list = { lookedAt: '2026-11-22T02:24:10.000Z', asOf: '2026-11-22T09:00:00.000Z' };

/** The cards of the census and of the sentinel, by name. */
export const CENSUS_EXHIBITS: readonly { readonly name: string; readonly card: AdaptiveCardJson }[] = [
  { name: 'census', card: censusCard(censusReport()) },
  {
    name: 'census-busy',
    card: censusCard(
      censusReport({
        divergences: 12,
        state: { since: null, every: 'PT24H', wanted: null, running, failed },
        latest: censusSummary({
          unitSource: 'CustomAttribute1',
          comparison: null,
          byUnit: Array.from({ length: 50 }, (_, unit) => ({
            name: `Unit ${unit} with a name that somebody made long on purpose`,
            counts: counts(unit * 40, 2_000, 3, 1),
          })),
        }),
      }),
    ),
  },
  {
    name: 'census-none',
    card: censusCard(
      censusReport({
        latest: null,
        trend: [],
        nextAt: null,
        state: { since: null, every: null, wanted: '2026-11-22T08:59:58.000Z', running: null, failed: null },
      }),
    ),
  },
  {
    name: 'divergences',
    card: divergencesCard({
      divergences: [...Array.from({ length: 10 }, () => divergence()), FLIPPED, MOVED],
      total: 212,
      notLookedAt: { running: 1, waiting: 1_200 },
      ...list,
    }),
  },
  {
    name: 'divergences-none',
    card: divergencesCard({
      divergences: [],
      total: 0,
      notLookedAt: { running: 0, waiting: 0 },
      ...list,
      lookedAt: null,
    }),
  },
  {
    name: 'divergence-values',
    card: divergenceCard({
      report: { divergence: divergence(), changes: CHANGES },
      canDecide: true,
      canAsk: true,
    }),
  },
  {
    name: 'divergence-flipped',
    card: divergenceCard({ report: { divergence: FLIPPED, changes: null }, canDecide: false, canAsk: true }),
  },
  {
    name: 'divergence-shared',
    card: divergenceCard({
      report: { divergence: MOVED, changes: null },
      canDecide: true,
      canAsk: true,
      isShared: true,
    }),
  },
];
