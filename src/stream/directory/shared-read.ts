/**
 * One read with several waiters. A waiter that leaves does not affect the others. The last one to leave aborts the
 * read.
 */
export class SharedRead<T> {
  readonly askedAtMs: number;
  /** Called when the read can no longer be used, because it failed or all waiters have left. */
  onUseless: (() => void) | undefined;
  readonly #answer: Promise<T>;
  readonly #controller = new AbortController();
  #waiting = 0;
  #ended = false;

  constructor(askedAtMs: number, load: (signal: AbortSignal) => Promise<T>) {
    this.askedAtMs = askedAtMs;
    this.#answer = load(this.#controller.signal);
    this.#answer.then(
      () => {
        this.#ended = true;
      },
      () => {
        this.#ended = true;
        this.onUseless?.();
      },
    );
  }

  /** Waits for the answer. Rejects with the signal's reason as soon as the signal aborts. */
  join(signal: AbortSignal): Promise<T> {
    if (this.#ended) return this.#answer;
    this.#waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        this.#leave();
        reject(signal.reason as Error);
      };
      if (signal.aborted) {
        leave();
        return;
      }
      signal.addEventListener('abort', leave, { once: true });
      void this.#answer.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', leave);
      });
    });
  }

  #leave(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0 || this.#ended) return;
    // The read is removed before the abort, because a reader that arrives now needs a new read.
    this.onUseless?.();
    this.#controller.abort();
  }
}
