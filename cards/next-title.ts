import { assertNever } from '../services/assert-never.ts';
import { actionWords } from './request-words.ts';

/** What a button says that leads on from a mailbox, or from whatever else can change hands. */
export function nextTitle(verb: 'request' | 'rollback' | 'history'): string {
  switch (verb) {
    case 'request':
      return actionWords('to-cloud');
    case 'rollback':
      return actionWords('to-on-premises');
    case 'history':
      return 'History';
    default:
      return assertNever(verb);
  }
}
