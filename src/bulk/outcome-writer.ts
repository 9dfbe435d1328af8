import { setTimeout as sleep } from 'node:timers/promises';
import { type JobStore, type Settlement } from './job-store.js';

export interface OutcomeWriterOptions {
  readonly store: JobStore;
  readonly replica: string;
  /** How long to wait before a store that failed is tried again. */
  readonly pauseMs: number;
  readonly onFault: (thrown: unknown) => void;
}

/** Writes outcomes in batches, one after the other, until the store has taken them. */
export class OutcomeWriter {
  readonly #options: OutcomeWriterOptions;
  #waiting: Settlement[] = [];
  #writing: Promise<void> | undefined;
  #closing = false;

  constructor(options: OutcomeWriterOptions) {
    this.#options = options;
  }

  add(settlement: Settlement): void {
    this.#waiting.push(settlement);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes what is there, once: where the store is away a lease ends by itself, and the item is done once more. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#writing;
  }

  async #write(): Promise<void> {
    const { store, replica, pauseMs, onFault } = this.#options;
    await sleep(0);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await store.settle(replica, batch);
      } catch (thrown) {
        onFault(thrown);
        if (this.#closing) return;
        this.#waiting.unshift(...batch);
        await sleep(pauseMs);
      }
    }
  }
}
