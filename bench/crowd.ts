import { TENANT_ID } from '../tests/support/teams-activities.ts';

const SIZE = 10;

const objectIdOf = (index: number): string => `0c0ffee0-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** People enough that none of them speaks faster than the highest rate that Steward can be set to allows. */
export const CROWD: readonly string[] = Array.from({ length: SIZE }, (_, index) => objectIdOf(index));

type Fields = Readonly<Record<string, unknown>>;

/** Who sends the activity with that number, as the fields of an activity: everybody in turn. */
export function sender(turn: number): Fields {
  const index = turn % SIZE;
  return { from: { id: `29:crowd-${index}`, name: `Person ${index}`, aadObjectId: objectIdOf(index) } };
}

/** The same in their personal chat. */
export function personally(turn: number): Fields {
  const id = `a:crowd-${turn % SIZE}`;
  return { ...sender(turn), conversation: { conversationType: 'personal', tenantId: TENANT_ID, id } };
}
