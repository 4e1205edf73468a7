import { assertNever } from '../assert-never.ts';
import type { RequestAction } from '../request/action.ts';
import type { ChangeKind } from './change.ts';
import { defaultChange } from './default-change.ts';
import { editChange } from './edit-change.ts';
import { flagChange } from './flag-change.ts';
import { objectChange } from './object-change.ts';

/** The kind of change that an action is. */
export function changeOf(action: RequestAction): ChangeKind {
  switch (action) {
    case 'to-cloud':
    case 'to-on-premises':
      return flagChange;
    case 'edit':
      return editChange;
    case 'default-to-cloud':
    case 'default-to-on-premises':
      return defaultChange;
    case 'object-to-cloud':
    case 'object-to-on-premises':
      return objectChange;
    default:
      return assertNever(action);
  }
}
