/**
 * Gathers writes that come within one turn of the event loop, or while the last batch is on its way, into one
 * transaction: a commit waits for the disk, and that costs the same for one row and for a hundred.
 */
export class WriteBatch<W> {
  readonly #write: (batch: readonly W[]) => Promise<void>;
  readonly #mostAtOnce: number;
  #waiting: { write: W; resolve: () => void; reject: (thrown: unknown) => void }[] = [];
  #running = false;

  /** @param mostAtOnce bounds what one statement holds */
  constructor(write: (batch: readonly W[]) => Promise<void>, mostAtOnce = 500) {
    this.#write = write;
    this.#mostAtOnce = mostAtOnce;
  }

  /** Resolves once it is committed. */
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
