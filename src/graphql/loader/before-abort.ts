import { StreamError } from '../../stream/errors.js';
import { waitWithin } from '../../stream/wait-within.js';

/**
 * Waits for a read of the store until the signal of the request aborts, because its client disconnected or its
 * deadline passed. Without this, a store that hangs would keep the request waiting for the timeout of each
 * statement.
 *
 * @throws StreamError STORE_UNAVAILABLE if the signal aborts first
 */
export function beforeAbort<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  return waitWithin({ signal }, read, tooLate);
}

function tooLate(): StreamError {
  const message = 'The store of the gateway did not answer within the deadline of the request.';
  return new StreamError('STORE_UNAVAILABLE', { message, outcome: 'NOT_SENT' });
}
