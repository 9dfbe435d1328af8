/** One read for everybody who waits for it. One leaving leaves the others; the last one takes it with them. */
export class SharedRead<T> {
  readonly askedAtMs: number;
  /** Called when nothing can come of it any more: it failed, or everybody has left. */
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
    // First out of the way: whoever comes now needs a read of their own.
    this.onUseless?.();
    this.#controller.abort();
  }
}
