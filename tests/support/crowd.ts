import type { ChatPerson } from './world.ts';

/** So many people besides the three of the demo; their object ids are all that Steward knows of them. */
export function crowd(count: number): readonly ChatPerson[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return {
      key: `person-${number}`,
      objectId: `7e570000-0000-4000-8000-00000000${number}`,
      name: `Person ${number}`,
      upn: `person.${number}@contoso.com`,
      groups: [],
    };
  });
}

export const idsOf = (people: readonly { readonly objectId: string }[]): string =>
  people.map(({ objectId }) => objectId).join(',');
