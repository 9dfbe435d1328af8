import { type Clock } from '../stream/clock.js';
import { type StreamError } from '../stream/errors.js';

const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Limits how many items of one account wait in the lane or for their answer. A call that the gateway refuses before it
 * is sent halves the window and starts a pause. Each other call widens the window by one. Without this, a job would try
 * all of its items again and again while the budget is low or the circuit breaker is open, and each try is written to
 * the ledger.
 */
export class AccountWindow {
  readonly #clock: Clock;
  readonly #most: number;
  #size: number;
  #pausedUntilMs = -Infinity;

  /** @param most the largest window, which is also the first one */
  constructor(most: number, clock: Clock) {
    this.#clock = clock;
    this.#most = most;
    this.#size = most;
  }

  /** Returns how many more items can be sent while `used` items wait. */
  free(used: number): number {
    return this.#clock.now() < this.#pausedUntilMs ? 0 : Math.max(0, this.#size - used);
  }

  /** Called when a call has ended. @param refusal the error of a call that was not sent and can be repeated */
  ended(refusal: StreamError | undefined): void {
    const nowMs = this.#clock.now();
    if (refusal === undefined) {
      this.#size = Math.min(this.#most, this.#size + 1);
      return;
    }
    // The calls of one moment are refused together, and count as one refusal.
    if (nowMs < this.#pausedUntilMs) return;
    this.#size = Math.max(1, Math.floor(this.#size / 2));
    this.#pausedUntilMs = nowMs + pauseOf(refusal);
  }
}

/** The calls that wait in the lane get permits during the pause, so that a pause for RATE_LIMITED can be short. */
function pauseOf({ code, retryAfterMs = 0 }: StreamError): number {
  if (code === 'RATE_LIMITED') return SHORTEST_PAUSE_MS;
  return Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, retryAfterMs));
}
