/** Drops the spent head of the array only when it is long, so that adding stays cheap. */
const COMPACT_AT = 4096;

/** Times within the last `windowMs`, and the most that were ever within it at once. */
export class SlidingLog {
  readonly #windowMs: number;
  #times: number[] = [];
  #head = 0;
  #worst = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  get worst(): number {
    return this.#worst;
  }

  /** How many times lie in the window that ends now; one exactly `windowMs` old has left it. */
  count(now: number): number {
    while (this.#head < this.#times.length && now - (this.#times[this.#head] ?? now) >= this.#windowMs)
      this.#head += 1;
    if (this.#head >= COMPACT_AT && this.#head * 2 >= this.#times.length) {
      this.#times = this.#times.slice(this.#head);
      this.#head = 0;
    }
    return this.#times.length - this.#head;
  }

  add(now: number): void {
    this.#times.push(now);
    this.#worst = Math.max(this.#worst, this.count(now));
  }
}
