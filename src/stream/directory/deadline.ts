import { StreamError } from '../errors.js';
import { type CallContext } from '../upstream.js';
import { type Clock } from '../clock.js';

/**
 * Does several calls one after the other within one deadline: each alone has its own, and together they would have
 * the sum. `run` is handed the call with a signal that aborts with the call's own, or when the time is up.
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

/** The caller has left or its time is up: a read changes nothing, so that it may be tried again. */
function deadlineExceededError(cause: unknown): StreamError {
  return new StreamError('UPSTREAM_TIMEOUT', {
    message: 'The state of the stream could not be read in time.',
    outcome: 'UNKNOWN',
    cause,
  });
}
