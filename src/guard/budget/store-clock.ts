/** No answer takes so long; an offset that grew by more means that the store's clock was set back. */
const SET_BACK_MS = 2000;
/** Clocks drift apart by some 50 millionths: after this long a measured offset is off by less than 2 ms. */
const TRUSTED_MS = 30_000;

/**
 * Translates between the store's clock and ours. The store read its clock after our request and before its answer came,
 * which bounds the offset on both sides; the tightest bounds are kept. What must not be early is translated with the
 * one, what must not be late with the other.
 */
export class StoreClock {
  #epoch = '';
  #mostMs = Infinity;
  #leastMs = -Infinity;
  #measuredAtMs = 0;

  /** Learns from an answer: request and answer on our clock, the reading on the store's. */
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

  /** When the store's clock will surely show `storeMs`, on ours. */
  toLocal(storeMs: number): number {
    return storeMs + this.#mostMs;
  }

  /** The latest that the store's clock may have shown at `localMs` of ours. */
  toStoreAtMost(localMs: number): number {
    return localMs - this.#leastMs;
  }
}
