import { assertNever } from '../assert-never.ts';
import { ACTIONS, type RequestAction, type SubjectKind } from '../request/action.ts';
import type { Condition, PolicyFacts } from './condition.ts';
import { TOUCHES, type Touches } from './touches.ts';

/**
 * Requests of every sort that these conditions can tell apart, each sort once: what holds for all of them holds for
 * every request there can be.
 */
export function* possibleFacts(conditions: readonly Condition[]): Generator<PolicyFacts> {
  const values = typesApart(conditions).flatMap((type) =>
    countsApart(conditions).flatMap((mailboxes) =>
      [false, true].map((losesValues) => ({ type, mailboxes, losesValues })),
    ),
  );
  for (const sort of SORTS) for (const value of values) yield { ...sort, ...value };
}

function kindsOf(action: RequestAction): readonly SubjectKind[] {
  switch (action) {
    case 'to-cloud':
    case 'to-on-premises':
    case 'edit':
      return ['mailbox'];
    case 'default-to-cloud':
    case 'default-to-on-premises':
      return ['organization'];
    case 'object-to-cloud':
    case 'object-to-on-premises':
      return ['user', 'group', 'contact'];
    default:
      return assertNever(action);
  }
}

const SORTS = ACTIONS.flatMap((action) =>
  kindsOf(action).flatMap((kind) => touchable(action).map((touches) => ({ action, kind, touches }))),
);

function touchable(action: RequestAction): readonly (Touches | null)[] {
  return action === 'edit' ? TOUCHES : [null];
}

/** The types that are named, and one that is not. */
function typesApart(conditions: readonly Condition[]): readonly string[] {
  return [...new Set(['', ...conditions.flatMap(({ types }) => types ?? [])])];
}

/** Both sides of every limit. */
function countsApart(conditions: readonly Condition[]): readonly number[] {
  const limits = conditions.flatMap(({ mailboxes: { atLeast, atMost } = {} }) => [
    ...(atLeast === undefined ? [] : [atLeast - 1, atLeast]),
    ...(atMost === undefined ? [] : [atMost, atMost + 1]),
  ]);
  return [...new Set([1, ...limits])].filter((count) => count >= 1);
}
