import { randomBytes } from 'node:crypto';

/**
 * Combines writes into one transaction: those of one turn of the event loop, or those that arrive while the previous
 * batch is being written. A commit waits for the disk, and this wait is the same for one row and for a hundred.
 */
export class WriteBatch<W> {
  readonly #write: (batch: readonly W[]) => Promise<void>;
  readonly #mostAtOnce: number;
  #waiting: { write: W; resolve: () => void; reject: (thrown: unknown) => void }[] = [];
  #running = false;

  /** @param mostAtOnce the maximum number of writes in one statement */
  constructor(write: (batch: readonly W[]) => Promise<void>, mostAtOnce = 500) {
    this.#write = write;
    this.#mostAtOnce = mostAtOnce;
  }

  /** Resolves when the write is committed. */
  add(write: W): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      if (!this.#running) {
        this.#running = true;
        setImmediate(() => void this.#run());
      }
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#mostAtOnce);
      try {
        await this.#write(batch.map(({ write }) => write));
        for (const { resolve } of batch) resolve();
      } catch (thrown) {
        for (const { reject } of batch) reject(thrown);
      }
    }
    this.#running = false;
  }
}

/**
 * Ids whose text order is their time order. The order is strict within a process. Between processes it is as accurate
 * as their clocks. An id has 48 bits of milliseconds, a 16-bit counter and 64 random bits, in lower-case hex.
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
