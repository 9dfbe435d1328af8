/** The expired head is removed only above this length, because a removal copies the array. */
const COMPACT_AT = 4096;

/** The times within the last `windowMs`, and the highest number of times in any such window. */
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

  /** Counts the times in the window that ends now. A time exactly `windowMs` old is outside. */
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
