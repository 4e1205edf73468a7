import type { CensusWatch } from '../census/run-census.ts';
import { judge } from './divergence.ts';
import { type Examined, examineSuspect, type SentinelNeeds } from './examine-suspect.ts';

/** So many suspects of each sort are looked at after one census; the others are counted, and have their turn later. */
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

/** One for each census. Remembers object ids of suspects only, and of those a bounded number. */
export function openSentinel(needs: SentinelNeeds): Sentinel {
  const { approved, divergences } = needs;
  // What differs from its approved state does so in the next census too, so forgetting some of them loses nothing.
  const differing = new Set<string>();
  let doubts = 0;
  return {
    watch: {
      page: async (met) => {
        const states = await approved.getMany(met.map(({ objectId }) => objectId));
        for (const [index, mailbox] of met.entries()) {
          const state = states[index];
          if (!state || judge(state, mailbox) === undefined) continue;
          doubts += 1;
          if (differing.size < MOST_EXAMINED) differing.add(mailbox.objectId);
        }
      },
      // Those with an approved state were judged by it on their page: most of them moved because Steward moved them.
      moved: async (objectIds) => {
        const states = await approved.getMany(objectIds);
        const strangers = objectIds.filter((_, index) => !states[index]);
        doubts += strangers.length;
        await divergences.suspect(strangers);
      },
      suspects: () => doubts,
    },
    examine: async (tell, signal) => {
      const kept = await divergences.suspects(MOST_EXAMINED);
      for (const objectId of new Set([...(await divergences.openIds()), ...differing, ...kept])) {
        signal?.throwIfAborted();
        const examined = await examineSuspect(needs, objectId, signal);
        await tell(examined);
        if (examined.is !== 'busy') await divergences.clear(objectId);
      }
    },
  };
}
