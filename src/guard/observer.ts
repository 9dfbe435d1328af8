import { type ErrorCode } from '../stream/error-codes.js';
import { type Lane } from '../stream/upstream.js';

/** `closed`: calls pass. `open`: calls are refused. `half-open`: one call tests whether the upstream answers again. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Observes the guard, for metrics and logs. The callbacks must be quick and must not throw. */
export interface GuardObserver {
  /** A permit was granted after waiting for `waitMs`. */
  readonly onPermit?: (event: { operation: string; lane: Lane; waitMs: number }) => void;
  /** A call got no permit: the wait was too long, the queue was full, the store was unreachable or the breaker open. */
  readonly onRefused?: (event: { operation: string; lane: Lane; code: ErrorCode }) => void;
  /** A request joined the waiting call of another request. */
  readonly onJoined?: (event: { operation: string }) => void;
  /** Attempt number `attempt` failed with `code`. The next one follows after `delayMs` and the wait for a permit. */
  readonly onRetry?: (event: {
    operation: string;
    attempt: number;
    code: ErrorCode;
    delayMs: number;
  }) => void;
  /** The upstream throttled a call within the budget. Another client of the account also uses the limit. */
  readonly onThrottled?: (event: { operation: string }) => void;
  readonly onBreaker?: (event: { state: BreakerState }) => void;
}
