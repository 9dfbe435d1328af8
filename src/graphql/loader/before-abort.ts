import { StreamError } from '../../stream/errors.js';
import { waitWithin } from '../../stream/wait-within.js';

/**
 * Waits for a read of the store until the request's signal aborts: its client has gone, or its time is up. A store that
 * hangs would otherwise hold the request, and a request of many statements could take the time of each.
 *
 * @throws StreamError STORE_UNAVAILABLE where the signal aborts first
 */
export function beforeAbort<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  return waitWithin({ signal }, read, tooLate);
}

function tooLate(): StreamError {
  const message = 'The gateway’s own store has not answered in the time that a request may take.';
  return new StreamError('STORE_UNAVAILABLE', { message, outcome: 'NOT_SENT' });
}
