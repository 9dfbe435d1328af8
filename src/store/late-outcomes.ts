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
  readonly #kept: O[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** The write in progress. A second one at the same time would write the same outcomes again, and remove others. */
  #writing: Promise<void> | undefined;
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

  /** Waits for a write in progress, tries to write once more, and then drops the remaining outcomes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#writing;
    await this.#retry();
  }

  #schedule(): void {
    if (this.#isClosed || this.#kept.length === 0) return;
    if (this.#timer !== undefined || this.#writing !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#retry();
    }, this.#retryMs).unref();
  }

  async #retry(): Promise<void> {
    // The write begins after the assignment, because its end clears `#writing`.
    this.#writing ??= Promise.resolve().then(() => this.#writeKept());
    await this.#writing;
  }

  async #writeKept(): Promise<void> {
    try {
      while (this.#kept.length > 0) {
        const batch = this.#kept.slice(0, BATCH);
        await this.#write(batch);
        this.#kept.splice(0, batch.length);
      }
    } catch {
      // The outcomes stay for the next try.
    } finally {
      // Cleared in the same step as the last look at the outcomes, so that an outcome that arrives now is scheduled.
      this.#writing = undefined;
      this.#schedule();
    }
  }
}
