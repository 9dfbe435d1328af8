import { type ErrorCode } from '../stream/error-codes.js';
import { type Lane } from '../stream/upstream.js';

/** `closed`: calls pass. `open`: they are refused. `half-open`: one call tries whether the upstream is back. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What can be counted, for metrics and logs. Callbacks must be quick and must not throw. */
export interface GuardObserver {
  /** A permit was granted after waiting for `waitMs`. */
  readonly onPermit?: (event: { operation: string; lane: Lane; waitMs: number }) => void;
  /** No permit: the wait was too long, the queue full, the store away or the breaker open. */
  readonly onRefused?: (event: { operation: string; lane: Lane; code: ErrorCode }) => void;
  /** A request shares the call of another that still waited. */
  readonly onJoined?: (event: { operation: string }) => void;
  /** Attempt number `attempt` failed with `code`; the next follows after `delayMs` and a permit. */
  readonly onRetry?: (event: {
    operation: string;
    attempt: number;
    code: ErrorCode;
    delayMs: number;
  }) => void;
  /** The upstream throttled although the budget held: another client of the account uses the limit too. */
  readonly onThrottled?: (event: { operation: string }) => void;
  readonly onBreaker?: (event: { state: BreakerState }) => void;
}
