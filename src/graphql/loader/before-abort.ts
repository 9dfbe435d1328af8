import { StreamError } from '../../stream/errors.js';

/**
 * Waits for a read of the store until the request's signal aborts: its client has gone, or its time is up. A store that
 * hangs would otherwise hold the request, and a request of many statements could take the time of each.
 *
 * @throws StreamError STORE_UNAVAILABLE where the signal aborts first
 */
export async function beforeAbort<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw tooLate();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    reject(tooLate());
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([read(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function tooLate(): StreamError {
  const message = 'The gateway’s own store has not answered in the time that a request may take.';
  return new StreamError('STORE_UNAVAILABLE', { message, outcome: 'NOT_SENT' });
}
