/** The fraction of the rate that remains after a throttled window. */
const SHRINK = 0.5;
/** What a window without throttling gives back, as a part of the limit. */
const RECOVERY_PER_WINDOW = 0.05;

/**
 * The rate after the upstream throttled although the budget held: others use the account too. Halved at once, at most
 * once a window since one burst is throttled as one; recovered by a twentieth of the limit per window.
 */
export class ThrottleBackoff {
  readonly #limit: number;
  readonly #windowMs: number;
  #usableThen: number;
  #slowedAtMs = -Infinity;
  pausedUntilMs = -Infinity;

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
    this.#usableThen = limit;
  }

  /** How many slots may be in use at once, from 1 to the limit. */
  usable(nowMs: number): number {
    if (this.#usableThen === this.#limit) return this.#limit;
    const windows = Math.max(0, (nowMs - this.#slowedAtMs) / this.#windowMs);
    const usable = Math.floor(this.#usableThen + windows * this.#limit * RECOVERY_PER_WINDOW);
    if (usable < this.#limit) return Math.max(1, usable);
    this.#usableThen = this.#limit;
    return this.#limit;
  }

  slow(nowMs: number, pauseMs: number): void {
    this.pausedUntilMs = Math.max(this.pausedUntilMs, nowMs + pauseMs);
    if (nowMs < this.#slowedAtMs + this.#windowMs) return;
    this.#usableThen = Math.max(1, Math.floor(this.usable(nowMs) * SHRINK));
    this.#slowedAtMs = nowMs;
  }
}
