import { type Clock } from '../clock.js';
import { SharedRead } from './shared-read.js';

export interface SharedReadsOptions {
  /** The maximum age of an answer, counted from the start of its call, because its content can be that old. */
  readonly maxAgeMs: number;
  /** The maximum number of answers to keep. The oldest are removed first. */
  readonly maxKept: number;
  readonly clock: Clock;
}

export interface ReadDemand {
  /** Answers whose call started before this time are too old. */
  readonly notBeforeMs?: number | undefined;
}

/** A reader that can leave. */
interface Leaving {
  readonly signal: AbortSignal;
}

/**
 * A cache of reads that several readers share. It holds reads in progress and recent answers. A failed read rejects for
 * all of its waiters and is not kept.
 */
export class SharedReads<T> {
  readonly #options: SharedReadsOptions;
  /** In the order in which the reads started. */
  readonly #reads = new Map<string, SharedRead<T>>();

  constructor(options: SharedReadsOptions) {
    this.#options = options;
  }

  /** Returns whether the key can be answered without a new read. */
  has(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  /** @param load reads the value; its signal aborts when all waiters have left */
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
    // The new read must be last in the order, so an older read of the same key is removed first.
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
