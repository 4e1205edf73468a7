import assert from 'node:assert/strict';
import { ExchangeError, type ExchangeErrorClass } from '../../services/exchange/exchange.ts';

/** Awaits the failure of a call to Exchange and hands it on, so that a test can look at more than its class. */
export async function failsWith(call: Promise<unknown>, errorClass: ExchangeErrorClass): Promise<ExchangeError> {
  const error = await call.then(
    () => assert.fail(`the call succeeded instead of failing with ${errorClass}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ExchangeError, `an ExchangeError, not ${String(error)}`);
  assert.equal(error.errorClass, errorClass);
  return error;
}
