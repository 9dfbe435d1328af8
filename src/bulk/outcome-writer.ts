import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock } from '../stream/clock.js';
import { type OutcomeRecord } from './job-store.js';

export interface OutcomeWriterOptions {
  readonly write: (records: readonly OutcomeRecord[]) => Promise<void>;
  readonly onWritten: (records: readonly OutcomeRecord[]) => void;
  readonly onFault: (thrown: unknown) => void;
  /** The pause before a failed write is repeated. */
  readonly pauseMs: number;
  readonly clock: Clock;
}

/** Writes outcomes in batches, one batch at a time. A failed batch is repeated until the store accepts it. */
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
    this.#writing ??= this.#write();
  }

  /**
   * Writes the remaining outcomes and does not repeat a failed write. If the store is unreachable, the lease expires,
   * and its next holder sends the items again.
   */
  async close(): Promise<void> {
    this.#isClosing = true;
    while (this.#writing !== undefined) await this.#writing;
  }

  async #write(): Promise<void> {
    const { write, onWritten, onFault, pauseMs, clock } = this.#options;
    try {
      await nextTurn();
      while (this.#waiting.length > 0) {
        const batch = this.#waiting;
        this.#waiting = [];
        try {
          await write(batch);
          onWritten(batch);
        } catch (thrown) {
          onFault(thrown);
          if (this.#isClosing) continue;
          this.#waiting.unshift(...batch);
          await new Promise<void>((resolve) => {
            clock.setTimer(pauseMs, resolve);
          });
        }
      }
    } finally {
      // Cleared in the same step as the last look at the waiting outcomes. If it were cleared after the promise is
      // settled, an outcome that arrives in between would start no write.
      this.#writing = undefined;
    }
  }
}
