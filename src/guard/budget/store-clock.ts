/** No answer takes this long. If the offset has grown by more, the store's clock was set back. */
const SET_BACK_MS = 2000;
/** Clocks drift apart by about 50 ppm. After this time, the error of a measured offset is below 2 ms. */
const TRUSTED_MS = 30_000;

/**
 * Converts times between the store's clock and the local clock. The store reads its clock between a request and its
 * answer. This gives a lower and an upper bound of the offset, and the tightest bounds are kept. One bound is used for
 * times that must not be too early, and the other for times that must not be too late.
 */
export class StoreClock {
  #epoch = '';
  #mostMs = Infinity;
  #leastMs = -Infinity;
  #measuredAtMs = 0;

  /**
   * Updates the bounds after an answer. `storeNowMs` is on the store's clock, the other times are on the local clock.
   */
  learn(epoch: string, storeNowMs: number, askedAtMs: number, answeredAtMs: number): void {
    const [leastMs, mostMs] = [askedAtMs - storeNowMs, answeredAtMs - storeNowMs];
    const setBack = leastMs > this.#mostMs + SET_BACK_MS;
    if (epoch !== this.#epoch || setBack || answeredAtMs - this.#measuredAtMs > TRUSTED_MS) {
      this.#epoch = epoch;
      this.#leastMs = leastMs;
      this.#mostMs = mostMs;
      this.#measuredAtMs = answeredAtMs;
      return;
    }
    this.#leastMs = Math.max(this.#leastMs, leastMs);
    if (mostMs > this.#mostMs) return;
    this.#mostMs = mostMs;
    this.#measuredAtMs = answeredAtMs;
  }

  /** The local time at which the store's clock has certainly reached `storeMs`. */
  toLocal(storeMs: number): number {
    return storeMs + this.#mostMs;
  }

  /** The latest possible time of the store's clock at the local time `localMs`. */
  toStoreAtMost(localMs: number): number {
    return localMs - this.#leastMs;
  }
}
