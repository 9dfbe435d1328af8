export interface LateOutcomesOptions<O> {
  /** Rejects while the store cannot be used. */
  readonly write: (outcomes: readonly O[]) => Promise<void>;
  /** Default 1000. */
  readonly retryMs?: number | undefined;
  /** Beyond it an outcome is given up: its action then reads as UNKNOWN. Default 10,000. */
  readonly most?: number | undefined;
}

/** What one statement holds. */
const BATCH = 500;

/**
 * Outcomes of actions that the store did not take: it failed between an action's intent and its outcome. They are
 * written as soon as it can be used again, in their order.
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

  /** Tries once more, and then drops the outcomes that are left. */
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
