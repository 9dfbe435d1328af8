import { type Clock } from '../../stream/clock.js';

/**
 * The first calls of a process are late because of new connections and cold code. On a busy machine, some are late by
 * most of a window. No prompt call is known yet to compare them with.
 */
const WARM_UP_MS = 3000;
/** The quickest answer is remembered for this time, and for at most twice this time. */
const REMEMBERED_MS = 60_000;
/** The longest assumed delay of the network. If an answer takes longer, the upstream itself was slow. */
const MOST_MS = 250;
/**
 * A call that was sent later than this after the time of its permit shows that this machine is busy. At such a moment
 * every call is slow, including the quickest one, so a comparison with the quickest call proves nothing.
 */
const BUSY_MS = 10;
/** Added to each delay: the quickest known call can be slower than the quickest possible one, and clocks are coarse. */
const LEAST_MS = 10;

/**
 * Derives from an answer how late its call may have reached the upstream. Two calls with the same slot must arrive at
 * least one window apart, so only the difference to the quickest call counts: a call that was answered `x` later than a
 * prompt call reached the upstream at most `x` later. During the warm-up, and while the machine is busy, it is only known
 * that a call arrived before its answer. A replica knows only its own answers, so LEAST_MS must also cover the difference
 * between the network distances of the replicas.
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
   * @param sentAtMs the time of the call, on the guard's clock
   * @param overdueMs the delay between the time of the permit and the call
   * @returns the latest possible arrival, in ms after the time of the permit; never later than the answer
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
