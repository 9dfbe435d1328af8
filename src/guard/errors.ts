import { StreamError, type Outcome } from '../stream/errors.js';
import { type GuardedCall } from './guarded-call.js';

/** The error for a call that gets no permit in time. `retryAfterMs` is the time until a permit is available. */
export function rateLimitedError(operation: string, retryAfterMs: number): StreamError {
  return new StreamError('RATE_LIMITED', {
    operation,
    outcome: 'NOT_SENT',
    retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
  });
}

/**
 * The error for a call that its job does not need any more. The present attempt was not sent. The guard does not retry
 * the call, because only the job knows whether a retry is useful.
 */
export function sendRefusedError(operation: string): StreamError {
  return new StreamError('RATE_LIMITED', { operation, outcome: 'NOT_SENT', retryable: false });
}

/**
 * The error for a caller that stops waiting because its client has left or its deadline has passed. It is always a
 * StreamError, because the ledger needs the outcome: NOT_SENT or UNKNOWN.
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
