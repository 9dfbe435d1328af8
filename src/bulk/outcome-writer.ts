import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock } from '../stream/clock.js';
import { type OutcomeRecord } from './job-store.js';

export interface OutcomeWriterOptions {
  readonly write: (records: readonly OutcomeRecord[]) => Promise<void>;
  readonly onWritten: (records: readonly OutcomeRecord[]) => void;
  readonly onFault: (thrown: unknown) => void;
  /** How long to wait before a store that failed is tried again. */
  readonly pauseMs: number;
  readonly clock: Clock;
}

/** Writes outcomes in batches, one after the other, until the store has taken them. */
export class OutcomeWriter {
  readonly #options: OutcomeWriterOptions;
  #waiting: OutcomeRecord[] = [];
  #writing: Promise<void> | undefined;
  #isClosing = false;

  constructor(options: OutcomeWriterOptions) {
    this.#options = options;
  }

  add(record: OutcomeRecord): void {
    this.#waiting.push(record);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes what is there, once: where the store is away the lease ends by itself, and the items are sent once more. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#writing;
  }

  async #write(): Promise<void> {
    const { write, onWritten, onFault, pauseMs, clock } = this.#options;
    await nextTurn();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await write(batch);
        onWritten(batch);
      } catch (thrown) {
        onFault(thrown);
        if (this.#isClosing) return;
        this.#waiting.unshift(...batch);
        await new Promise<void>((resolve) => {
          clock.setTimer(pauseMs, resolve);
        });
      }
    }
  }
}
