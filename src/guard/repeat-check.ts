import { StreamError } from '../stream/errors.js';

/** A permit is for now: a call that leaves this much later, in ms, could break the limit where it arrives. */
const LONGEST_CHECK_MS = 100;

type Send<T> = (signal: AbortSignal) => Promise<T>;

/**
 * One call, whose first attempt is sent as it is and each further one only where it may be repeated: what happened
 * between the attempts may have made the call wrong. A repeat that is refused ends with the failure before it, as one
 * that is not to be repeated by the client either.
 */
export function checkRepeats<T>(
  operation: string,
  mayRepeat: () => Promise<boolean>,
  send: Send<T>,
): Send<T> {
  let failure: unknown;
  const attempt = async (signal: AbortSignal): Promise<T> => {
    try {
      return await send(signal);
    } catch (thrown) {
      failure = thrown;
      throw thrown;
    }
  };
  const repeat = async (signal: AbortSignal, before: unknown): Promise<T> => {
    const beganMs = performance.now();
    // The present attempt is not sent; what is known of those before it is kept by the retry.
    const notSent = { operation, outcome: 'NOT_SENT', retryable: false } as const;
    if (!(await mayRepeat()))
      throw before instanceof StreamError ? before.with(notSent) : new StreamError('RATE_LIMITED', notSent);
    if (signal.aborted || performance.now() - beganMs > LONGEST_CHECK_MS)
      throw new StreamError('RATE_LIMITED', { operation, outcome: 'NOT_SENT' });
    return attempt(signal);
  };
  return (signal) => (failure === undefined ? attempt(signal) : repeat(signal, failure));
}
