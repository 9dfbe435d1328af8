import { StreamError } from '../errors.js';
import { type CallContext } from '../upstream.js';
import { type Clock } from '../clock.js';

/**
 * Runs several calls within one deadline. Each call also has its own deadline, but several calls in sequence could take
 * the sum of their deadlines. The context that `run` gets has a signal that aborts when the caller's signal aborts or
 * the time is up.
 */
export async function inTime<T>(
  call: CallContext,
  timeoutMs: number,
  clock: Clock,
  run: (call: CallContext) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const leave = (): void => {
    controller.abort(deadlineExceededError(call.signal.reason));
  };
  if (call.signal.aborted) leave();
  call.signal.addEventListener('abort', leave, { once: true });
  const timer = clock.setTimer(timeoutMs, () => {
    controller.abort(deadlineExceededError(undefined));
  });
  try {
    return await run({ ...call, signal: controller.signal });
  } finally {
    timer.cancel();
    call.signal.removeEventListener('abort', leave);
  }
}

/**
 * Creates the error for a read whose caller has left or whose time is up. It is retryable, because a read changes
 * nothing.
 */
function deadlineExceededError(cause: unknown): StreamError {
  return new StreamError('UPSTREAM_TIMEOUT', {
    message: 'The state of the stream could not be read in time.',
    outcome: 'UNKNOWN',
    cause,
  });
}
