import { isGuid } from '../http/guid.ts';
import { ExchangeError } from './exchange.ts';

/**
 * The one key that Steward addresses mailboxes by, in lower case.
 * @throws ExchangeError `rejected` for anything but a GUID: Exchange would look for names.
 */
export function objectKey(objectId: string): string {
  if (!isGuid(objectId)) throw new ExchangeError('rejected', 'A mailbox is addressed by its Entra object id.');
  return objectId.toLowerCase();
}
