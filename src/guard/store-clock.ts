/** No answer takes so long; an offset that grew by more means that the store's clock was set back. */
const SET_BACK_MS = 2000;
/** Clocks drift apart by some 50 millionths: after this long a measured offset is off by less than 2 ms. */
const TRUSTED_MS = 30_000;

/**
 * Translates the store's clock into ours. The store read its clock before its answer came, so `answered − read` is
 * never too early, and the smallest such figure is the closest; a permit is never used before its time.
 */
export class StoreClock {
  #epoch = '';
  #offsetMs = Infinity;
  #measuredAtMs = 0;

  /** Learns from an answer that came at `answeredAtMs` on our clock. */
  learn(epoch: string, storeNowMs: number, answeredAtMs: number): void {
    const offsetMs = answeredAtMs - storeNowMs;
    const trusted = epoch === this.#epoch && answeredAtMs - this.#measuredAtMs < TRUSTED_MS;
    if (trusted && offsetMs >= this.#offsetMs && offsetMs < this.#offsetMs + SET_BACK_MS) return;
    this.#epoch = epoch;
    this.#offsetMs = offsetMs;
    this.#measuredAtMs = answeredAtMs;
  }

  toLocal(storeMs: number): number {
    return storeMs + this.#offsetMs;
  }
}
