import { type Dispatcher } from 'undici';

/** One request whose answer is a success only with a RequestId in it. */
class Exchange implements Dispatcher.DispatchHandler {
  #text = '';
  #status = 0;
  readonly #done: (failure?: string) => void;

  constructor(done: (failure?: string) => void) {
    this.#done = done;
  }

  onRequestStart(): void {
    // The dispatcher insists on being able to say so.
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

/** Many requests, and how long each took in milliseconds. */
export class Flood {
  readonly latencies: number[] = [];
  failed = 0;
  /** What the first that failed came to. */
  failure: string | undefined;
  readonly #send: (handler: Dispatcher.DispatchHandler) => void;

  constructor(send: (handler: Dispatcher.DispatchHandler) => void) {
    this.#send = send;
  }

  /** As many senders as given, each of which waits for its answer before it sends again. */
  async closed(senders: number, forMs: number): Promise<void> {
    const endMs = performance.now() + forMs;
    const send = async (): Promise<void> => {
      while (performance.now() < endMs) await this.#one(performance.now());
    };
    await Promise.all(Array.from({ length: senders }, send));
  }

  /** At a fixed rate. A request that had to wait for its turn has waited: latency counts from its due time. */
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
