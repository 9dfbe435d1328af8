import { StreamError, type Outcome } from '../stream/errors.js';
import { type GuardedCall } from './guarded-call.js';

/** No permit in time. `retryAfterMs` is when one could be had. */
export function rateLimitedError(operation: string, retryAfterMs: number): StreamError {
  return new StreamError('RATE_LIMITED', {
    operation,
    outcome: 'NOT_SENT',
    retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
  });
}

/**
 * The job that makes the call does not want it any more, so that the present attempt was not sent. The guard does not
 * retry it: the job knows when that helps.
 */
export function sendRefusedError(operation: string): StreamError {
  return new StreamError('RATE_LIMITED', { operation, outcome: 'NOT_SENT', retryable: false });
}

/**
 * For a caller that stops waiting, because its client has gone or its time is up. Always a StreamError, so that the
 * ledger learns the outcome: NOT_SENT or UNKNOWN.
 */
export function deadlineExceededError(
  call: Pick<GuardedCall<unknown>, 'operation' | 'retryableAfterSending'>,
  outcome: Outcome,
  details: { readonly retryAfterMs?: number | undefined; readonly cause?: unknown } = {},
): StreamError {
  const { operation, retryableAfterSending } = call;
  return outcome === 'UNKNOWN'
    ? new StreamError('UPSTREAM_TIMEOUT', {
        operation,
        outcome,
        retryable: retryableAfterSending,
        ...details,
      })
    : new StreamError('RATE_LIMITED', { operation, outcome, ...details });
}
