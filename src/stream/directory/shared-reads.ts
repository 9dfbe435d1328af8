import { type Clock } from '../clock.js';
import { SharedRead } from './shared-read.js';

export interface SharedReadsOptions {
  /** How old an answer may be, counted from when it was requested: its content may be as old as that. */
  readonly maxAgeMs: number;
  /** How many answers are kept; the oldest go first. */
  readonly maxKept: number;
  readonly clock: Clock;
}

export interface ReadDemand {
  /** Answers that were requested before this time are too old. */
  readonly notBeforeMs?: number | undefined;
}

/** A reader that may leave. */
interface Leaving {
  readonly signal: AbortSignal;
}

/** Answers that readers share: in progress, or young enough. A failure rejects for its waiters and is not kept. */
export class SharedReads<T> {
  readonly #options: SharedReadsOptions;
  /** In the order in which they were requested. */
  readonly #reads = new Map<string, SharedRead<T>>();

  constructor(options: SharedReadsOptions) {
    this.#options = options;
  }

  /** Whether the key would be answered without a new read. */
  has(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  /** @param load reads the value again; its signal aborts when all waiters have left */
  read<C extends Leaving>(
    key: string,
    call: C,
    load: (call: C) => Promise<T>,
    demand: ReadDemand = {},
  ): Promise<T> {
    return (this.#find(key, demand) ?? this.#start(key, call, load)).join(call.signal);
  }

  #find(key: string, { notBeforeMs = -Infinity }: ReadDemand = {}): SharedRead<T> | undefined {
    const read = this.#reads.get(key);
    if (read === undefined || read.askedAtMs < notBeforeMs || this.#isOld(read)) return undefined;
    return read;
  }

  #start<C extends Leaving>(key: string, call: C, load: (call: C) => Promise<T>): SharedRead<T> {
    this.#makeRoom();
    const read = new SharedRead<T>(this.#options.clock.now(), (signal) => load({ ...call, signal }));
    read.onUseless = () => {
      if (this.#reads.get(key) === read) this.#reads.delete(key);
    };
    // At the end of the order, although another of this key may have stood further in front.
    this.#reads.delete(key);
    this.#reads.set(key, read);
    return read;
  }

  #makeRoom(): void {
    for (const [key, read] of this.#reads) {
      if (!this.#isOld(read) && this.#reads.size < this.#options.maxKept) return;
      this.#reads.delete(key);
    }
  }

  #isOld({ askedAtMs }: SharedRead<T>): boolean {
    return this.#options.clock.now() - askedAtMs > this.#options.maxAgeMs;
  }
}
