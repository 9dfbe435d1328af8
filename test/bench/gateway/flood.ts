import { type Dispatcher } from 'undici';

/** One request. Its response is a success only if it contains a RequestId. */
class Exchange implements Dispatcher.DispatchHandler {
  #text = '';
  #status = 0;
  readonly #done: (failure?: string) => void;

  constructor(done: (failure?: string) => void) {
    this.#done = done;
  }

  onRequestStart(): void {
    // undici requires this method.
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#text += chunk.toString();
  }

  onResponseEnd(): void {
    const good = this.#status === 200 && /"requestId":\s*"[^"]/.test(this.#text);
    this.#done(good ? undefined : `${this.#status} ${this.#text}`);
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#done(error.message);
  }
}

/** Many requests, and their latencies in milliseconds. */
export class Flood {
  readonly latencies: number[] = [];
  failed = 0;
  /** The message of the first failure. */
  failure: string | undefined;
  readonly #send: (handler: Dispatcher.DispatchHandler) => void;

  constructor(send: (handler: Dispatcher.DispatchHandler) => void) {
    this.#send = send;
  }

  /** Runs a closed loop: each sender waits for its response before it sends the next request. */
  async closed(senders: number, forMs: number): Promise<void> {
    const endMs = performance.now() + forMs;
    const send = async (): Promise<void> => {
      while (performance.now() < endMs) await this.#one(performance.now());
    };
    await Promise.all(Array.from({ length: senders }, send));
  }

  /** Runs an open loop at a fixed rate. The latency counts from the due time of a request. */
  async open(perSecond: number, forMs: number): Promise<void> {
    const startMs = performance.now();
    const sent: Promise<void>[] = [];
    const total = Math.floor((perSecond * forMs) / 1000);
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        while (sent.length < total) {
          const dueMs = startMs + (sent.length * 1000) / perSecond;
          if (dueMs > performance.now()) return;
          sent.push(this.#one(dueMs));
        }
        clearInterval(timer);
        resolve();
      }, 1);
    });
    await Promise.all(sent);
  }

  #one(sinceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (failure?: string): void => {
        if (failure !== undefined) this.failed += 1;
        this.failure ??= failure;
        this.latencies.push(performance.now() - sinceMs);
        resolve();
      };
      this.#send(new Exchange(done));
    });
  }
}
