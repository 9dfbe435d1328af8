import { type StreamError, toStreamError } from '../../stream/errors.js';
import { type CallContext } from '../../stream/upstream.js';

/** How a call to ApsaraVideo Live ended. */
export type Call<T> =
  | { readonly result: T; readonly error?: undefined }
  | { readonly result?: undefined; readonly error: StreamError };

export function toCall(): CallContext {
  return { correlationId: 'doctor-command', signal: AbortSignal.timeout(10_000), lane: 'interactive' };
}

export async function callOf<T>(call: Promise<T>): Promise<Call<T>> {
  try {
    return { result: await call };
  } catch (thrown) {
    return { error: toStreamError(thrown) };
  }
}
