import type { CensusWatch } from '../census/run-census.ts';
import { judge } from './divergence.ts';
import { type Examined, examineSuspect, type SentinelNeeds } from './examine-suspect.ts';

/** So many suspects are looked at after one census; the others are kept, and have their turn after a later one. */
const MOST_EXAMINED = 500;

export type Sentinel = {
  /** Goes along with a census: compares each page with what was approved. */
  readonly watch: CensusWatch;
  /**
   * After the census: looks at suspects and at every open divergence again, one after the other, and tells what came
   * of each. Throws where Exchange, the archive or the store does, and whatever `tell` throws.
   */
  readonly examine: (tell: (examined: Examined) => Promise<void>, signal?: AbortSignal) => Promise<void>;
};

/**
 * One for each census. Every suspect is kept in the store until it has had its second look, so that none is told of as
 * fine without one, also where the process ends in between.
 */
export function openSentinel(needs: SentinelNeeds): Sentinel {
  const { approved, divergences } = needs;
  let doubts = 0;
  const suspect = async (objectIds: readonly string[]): Promise<void> => {
    doubts += objectIds.length;
    await divergences.suspect(objectIds);
  };
  return {
    watch: {
      page: async (met) => {
        const states = await approved.getMany(met.map(({ objectId }) => objectId));
        const differing = met.filter((mailbox, index) => {
          const state = states[index];
          return state !== undefined && judge(state, mailbox) !== undefined;
        });
        await suspect(differing.map(({ objectId }) => objectId));
      },
      // Those with an approved state were judged by it on their page: most of them moved because Steward moved them.
      moved: async (objectIds) => {
        const states = await approved.getMany(objectIds);
        await suspect(objectIds.filter((_, index) => !states[index]));
      },
      suspects: () => doubts,
    },
    examine: async (tell, signal) => {
      const kept = await divergences.suspects(MOST_EXAMINED);
      for (const objectId of new Set([...(await divergences.openIds()), ...kept])) {
        signal?.throwIfAborted();
        const examined = await examineSuspect(needs, objectId, signal);
        await tell(examined);
        if (examined.is !== 'busy') await divergences.clear(objectId);
      }
    },
  };
}
