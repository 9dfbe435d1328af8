import { type BudgetState } from './budget-state.js';
import { type OperationLimit } from './operation-limit.js';

/** The fraction of the rate that remains after a throttled window. */
const SHRINK = 0.5;
/** The fraction of the limit by which the rate recovers in each window without throttling. */
const RECOVERY_PER_WINDOW = 0.05;

/**
 * Reduces the rate after the upstream throttled a call within the budget, because other clients use the account too.
 * The rate is halved at once, but at most once per window, because one burst can cause several throttled calls. It
 * recovers by a twentieth of the limit per window.
 */
export class ThrottleBackoff {
  readonly #limit: OperationLimit;
  #usableThen: number | undefined;
  #slowedAtMs: number;
  #pausedUntilMs: number;

  constructor({ usableThen, slowedAtMs, pausedUntilMs }: BudgetState, limit: OperationLimit) {
    this.#limit = limit;
    this.#usableThen = usableThen;
    this.#slowedAtMs = slowedAtMs;
    this.#pausedUntilMs = pausedUntilMs;
  }

  get state(): Pick<BudgetState, 'usableThen' | 'slowedAtMs' | 'pausedUntilMs'> {
    return {
      usableThen: this.#usableThen,
      slowedAtMs: this.#slowedAtMs,
      pausedUntilMs: this.#pausedUntilMs,
    };
  }

  /** The number of slots that can be in use at the same time, from 1 to the limit. */
  usable(nowMs: number): number {
    const { limit, windowMs } = this.#limit;
    if (this.#usableThen === undefined) return limit;
    const windows = Math.max(0, (nowMs - this.#slowedAtMs) / windowMs);
    const usable = Math.floor(this.#usableThen + windows * limit * RECOVERY_PER_WINDOW);
    if (usable < limit) return Math.max(1, usable);
    this.#usableThen = undefined;
    return limit;
  }

  /** Grants no permit for this time, without a change of the rate. */
  pause(nowMs: number, pauseMs: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + pauseMs);
  }

  slow(nowMs: number, pauseMs: number): void {
    this.pause(nowMs, pauseMs);
    if (nowMs < this.#slowedAtMs + this.#limit.windowMs) return;
    this.#usableThen = Math.max(1, Math.floor(this.usable(nowMs) * SHRINK));
    this.#slowedAtMs = nowMs;
  }
}
