import DataLoader from 'dataloader';

export interface SharedLoaderOptions<K, V> {
  /** Keys of the same text are one key. */
  readonly toKey: (key: K) => string;
  /** In order. */
  readonly read: (keys: readonly K[]) => Promise<readonly V[]>;
  /** The most keys of one batch. */
  readonly mostKeys: number;
}

/** Batches that are read at once. The connections of the store are few, and actions need them, too. */
const MOST_BATCHES = 2;

/**
 * Reads from the store for thousands of subscribers that all read at once, for instance after an event or when they
 * come back after a lost connection: a key once, in batches, few of them at a time. A batch is read after all of its
 * keys were requested, so that no request gets an older state. A fault is everybody's who waits.
 */
export class SharedLoader<K, V> {
  readonly #loader: DataLoader<K, V, string>;
  #waiting: (() => void)[] = [];
  #running = 0;
  #fault: Error | undefined;

  constructor({ toKey, read, mostKeys }: SharedLoaderOptions<K, V>) {
    this.#loader = new DataLoader<K, V, string>((keys) => this.#read(keys, read), {
      cacheKeyFn: toKey,
      maxBatchSize: mostKeys,
      batchScheduleFn: (dispatch) => {
        this.#waiting.push(dispatch);
        setImmediate(() => {
          this.#readNext();
        });
      },
    });
  }

  load(key: K): Promise<V> {
    return this.#loader.load(key);
  }

  /** In order. */
  loadAll(keys: readonly K[]): Promise<readonly V[]> {
    return Promise.all(keys.map((key) => this.#loader.load(key)));
  }

  #readNext(): void {
    if (this.#running < MOST_BATCHES) this.#waiting.shift()?.();
  }

  async #read(keys: readonly K[], read: SharedLoaderOptions<K, V>['read']): Promise<readonly V[]> {
    if (this.#fault !== undefined) throw this.#fault;
    // What is requested from now on is another batch's.
    for (const key of keys) this.#loader.clear(key);
    this.#running += 1;
    try {
      // DataLoader takes no array with holes.
      return Array.from(await read(keys));
    } catch (thrown) {
      this.#refuseWaiting(thrown);
      throw thrown;
    } finally {
      this.#running -= 1;
      this.#readNext();
    }
  }

  /** A store that does not answer would take its time for each batch. */
  #refuseWaiting(thrown: unknown): void {
    this.#fault = thrown instanceof Error ? thrown : new Error('the read failed', { cause: thrown });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const dispatch of waiting) dispatch();
    this.#fault = undefined;
  }
}
