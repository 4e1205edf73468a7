import type { Clock } from '../clock.ts';
import type { Directory } from '../directory/directory.ts';

/** Everybody who may approve, one by one: what a list of people and groups comes to in the directory. */
export type ApproverPool = {
  /**
   * Object ids in lower case, each once, in the order of the list. At most a minute old. Throws `DirectoryError`: a
   * directory that cannot be asked is no empty pool.
   */
  readonly people: () => Promise<readonly string[]>;
};

export type ApproverPoolNeeds = {
  /** Object ids of people and groups, as configured. */
  readonly ids: readonly string[];
  readonly directory: Pick<Directory, 'peopleIn' | 'person'>;
  readonly clock: Pick<Clock, 'now'>;
};

const REMEMBER_MS = 60_000;

export function approverPool({ ids, directory, clock }: ApproverPoolNeeds): ApproverPool {
  let known: { readonly people: readonly string[]; readonly until: number } | undefined;
  let asking: Promise<readonly string[]> | undefined;

  const ask = async (): Promise<readonly string[]> => {
    const found = await Promise.all([...new Set(ids.map(lower))].map((id) => peopleBehind(directory, id)));
    const people = [...new Set(found.flat().map(lower))];
    known = { people, until: clock.now().getTime() + REMEMBER_MS };
    return people;
  };

  return {
    people: async () => {
      if (known && known.until > clock.now().getTime()) return known.people;
      // Many cards are drawn at once: they wait for one answer.
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return await asking;
    },
  };
}

/** The list does not say which of its ids are groups. Nobody in it: a person, an empty group or a leftover. */
async function peopleBehind(directory: ApproverPoolNeeds['directory'], id: string): Promise<readonly string[]> {
  const people = await directory.peopleIn(id);
  if (people.length > 0) return people;
  return (await directory.person(id)) ? [id] : [];
}

const lower = (id: string): string => id.toLowerCase();
