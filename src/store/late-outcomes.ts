export interface LateOutcomesOptions<O> {
  /** Rejects while the store is not available. */
  readonly write: (outcomes: readonly O[]) => Promise<void>;
  /** Default 1000. */
  readonly retryMs?: number | undefined;
  /**
   * The maximum number of outcomes in memory. More outcomes are dropped, and their actions read as UNKNOWN. Default
   * 10,000.
   */
  readonly most?: number | undefined;
}

/** The maximum number of outcomes in one statement. */
const BATCH = 500;

/**
 * Keeps outcomes of actions when the store fails between intent and outcome. Writes them in order when the store is
 * available again.
 */
export class LateOutcomes<O> {
  readonly #write: LateOutcomesOptions<O>['write'];
  readonly #retryMs: number;
  readonly #most: number;
  #kept: O[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor({ write, retryMs = 1000, most = 10_000 }: LateOutcomesOptions<O>) {
    this.#write = write;
    this.#retryMs = retryMs;
    this.#most = most;
  }

  add(outcomes: readonly O[]): void {
    this.#kept.push(...outcomes.slice(0, this.#most - this.#kept.length));
    this.#schedule();
  }

  /** Tries to write once more and then drops the remaining outcomes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#retry();
  }

  #schedule(): void {
    if (this.#isClosed || this.#timer !== undefined || this.#kept.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#retry().then(() => {
        this.#schedule();
      });
    }, this.#retryMs).unref();
  }

  async #retry(): Promise<void> {
    while (this.#kept.length > 0) {
      const batch = this.#kept.slice(0, BATCH);
      try {
        await this.#write(batch);
      } catch {
        return;
      }
      this.#kept = this.#kept.slice(batch.length);
    }
  }
}
