import { ArchiveError } from './archive/archive.ts';
import { DirectoryError } from './directory/directory.ts';
import { ExchangeError, PASSING } from './exchange/exchange.ts';
import { type Refusal, refuse } from './refusal.ts';
import { StoreError } from './store/redis.ts';

/**
 * What to tell a person when something that Steward depends on failed while they waited. `undefined` for anything
 * unforeseen: that is a defect, and it is logged with a reference instead.
 */
export function failureRefusal(error: unknown): Refusal | undefined {
  if (error instanceof StoreError) return refuse('store_unavailable');
  if (error instanceof ArchiveError) return refuse('archive_unavailable');
  if (error instanceof DirectoryError) return refuse(DENIED.has(error.code) ? 'directory_denied' : 'directory_slow');
  if (error instanceof ExchangeError) return exchangeRefusal(error);
  return undefined;
}

const DENIED: ReadonlySet<string> = new Set(['directory_permission', 'directory_refused', 'directory_protocol']);

function exchangeRefusal(error: ExchangeError): Refusal {
  if (PASSING.has(error.errorClass)) return refuse('exchange_slow');
  const next =
    error.errorClass === 'permission'
      ? 'give Steward its Exchange role, then try again.'
      : 'tell your Steward administrator.';
  return refuse('exchange_failed', { code: error.errorClass, next });
}
