import { randomBytes } from 'node:crypto';

/**
 * Ids whose text orders them by time, within a process strictly, between processes as far as their clocks agree:
 * 48 bits of milliseconds, 16 bits of count, 64 bits of chance, in lower-case hex.
 */
export class OrderedIds {
  readonly #now: () => number;
  #lastMs = 0;
  #count = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  next(): string {
    const nowMs = Math.floor(this.#now());
    this.#count = nowMs > this.#lastMs ? 0 : this.#count + 1;
    this.#lastMs = Math.max(this.#lastMs, nowMs);
    if (this.#count > 0xffff) {
      this.#lastMs += 1;
      this.#count = 0;
    }
    const time = this.#lastMs.toString(16).padStart(12, '0');
    return `${time}${this.#count.toString(16).padStart(4, '0')}${randomBytes(8).toString('hex')}`;
  }
}
