import { type Clock } from '../../stream/clock.js';

/**
 * New connections and cold code make the first calls of a process late, some by most of a window where the machine is
 * busy; nothing is known of a prompt one yet.
 */
const WARM_UP_MS = 3000;
/** How long one prompt answer counts as evidence. */
const REMEMBERED_MS = 60_000;
/** A call that took longer than this was slow over there: no network keeps a request for so long. */
const MOST_MS = 250;
/**
 * A call that was sent so late shows that this machine is busy. Then every call of the same moment is slow, also the
 * quickest one, and a comparison with it proves nothing.
 */
const BUSY_MS = 10;
/** The quickest call so far was not quite the quickest possible, and clocks have whole milliseconds. */
const LEAST_MS = 10;

/**
 * How late a call may have reached the upstream, derived from its answer. Two calls of one slot must arrive a window
 * apart, so what counts is not how long a call takes but how much longer than the quickest one: a call that was
 * answered `x` later than a prompt one reached the upstream at most `x` later. It surely arrived before its answer,
 * which is all that is known while the process is young, or busy. A replica knows its own answers alone: LEAST_MS is also how
 * much farther from the upstream than another it may stand.
 */
export class ArrivalDelay {
  readonly #clock: Clock;
  #warmAtMs: number | undefined;
  #turnAtMs = 0;
  #quickestMs = Infinity;
  #quickestBeforeMs = Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param sentAtMs when the call was made, on the guard's clock
   * @param overdueMs how long after its permit's time that was
   * @returns ms after the permit's time by which it had arrived; no more than the answer took
   */
  of(sentAtMs: number, overdueMs: number): number {
    const nowMs = this.#clock.now();
    const latencyMs = nowMs - sentAtMs;
    this.#warmAtMs ??= sentAtMs + WARM_UP_MS;
    const excessMs = Math.min(MOST_MS, latencyMs - this.#quickest(nowMs, latencyMs) + LEAST_MS);
    if (sentAtMs < this.#warmAtMs) return overdueMs + latencyMs;
    return overdueMs + Math.min(latencyMs, overdueMs > BUSY_MS ? MOST_MS : excessMs);
  }

  #quickest(nowMs: number, latencyMs: number): number {
    if (nowMs >= this.#turnAtMs) {
      this.#turnAtMs = nowMs + REMEMBERED_MS;
      this.#quickestBeforeMs = this.#quickestMs;
      this.#quickestMs = Infinity;
    }
    this.#quickestMs = Math.min(this.#quickestMs, latencyMs);
    return Math.min(this.#quickestMs, this.#quickestBeforeMs);
  }
}
