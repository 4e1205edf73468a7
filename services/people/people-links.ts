/**
 * Accounts that are one person: `adm-jane` is `jane`. Every rule about "somebody else" counts people by this, so a
 * second account gives nobody a second vote.
 */
export type PeopleLinks = {
  /** The one id that stands for the person behind an account; the account itself where nothing is declared. */
  readonly personOf: (objectId: string) => string;
  /** The other accounts of the person behind an account. */
  readonly othersOf: (objectId: string) => readonly string[];
};

/**
 * Reads `PEOPLE_LINKS`: `objectId=objectId,…`, checked by the configuration. Links join: a=b and b=c are one person.
 * The smallest id of a person stands for them, so the order of the list does not matter.
 */
export function peopleLinks(text: string): PeopleLinks {
  const leader = new Map<string, string>();
  const find = (id: string): string => {
    const next = leader.get(id);
    return next === undefined || next === id ? id : find(next);
  };
  for (const pair of text.split(',')) {
    const [one, other] = pair.split('=').map((id) => id.trim().toLowerCase());
    if (one && other) join(leader, find(one), find(other));
  }
  const personOf = (objectId: string): string => find(objectId.toLowerCase());
  return {
    personOf,
    othersOf: (objectId) => {
      const accounts = new Set([...leader.keys(), ...leader.values()]);
      return [...accounts].filter((id) => id !== objectId.toLowerCase() && personOf(id) === personOf(objectId));
    },
  };
}

function join(leader: Map<string, string>, one: string, other: string): void {
  const [first, second] = one < other ? [one, other] : [other, one];
  leader.set(second, first);
}
