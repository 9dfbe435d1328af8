/** One read for all of its waiters. A waiter that leaves does not affect the others; the last one aborts the read. */
export class SharedRead<T> {
  readonly askedAtMs: number;
  /** Called when it can no longer be used: it failed, or all waiters have left. */
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

  /** Rejects at once with the signal's reason when it aborts. */
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
    // Removed first: a reader that arrives now needs a read of its own.
    this.onUseless?.();
    this.#controller.abort();
  }
}
