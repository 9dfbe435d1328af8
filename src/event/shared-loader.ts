import DataLoader from 'dataloader';

export interface SharedLoaderOptions<K, V> {
  /** Returns the text that identifies a key. Keys with the same text are read once. */
  readonly toKey: (key: K) => string;
  /** Returns one value for each key, in the order of the keys. */
  readonly read: (keys: readonly K[]) => Promise<readonly V[]>;
  /** The most keys in one batch. */
  readonly mostKeys: number;
}

/** The most batches that are read at the same time. The store has few connections, and actions need them too. */
const MOST_BATCHES = 2;

/**
 * Reads from the store for thousands of subscribers that read at the same time, for example after an event or after a
 * lost connection. Each key is read once, in batches, with few batches at a time. A batch is read after all of its keys
 * were requested, so no request gets a state from before it. If a read fails, all waiting requests fail.
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

  /** Returns one value for each key, in the order of the keys. */
  loadAll(keys: readonly K[]): Promise<readonly V[]> {
    return Promise.all(keys.map((key) => this.#loader.load(key)));
  }

  #readNext(): void {
    if (this.#running < MOST_BATCHES) this.#waiting.shift()?.();
  }

  async #read(keys: readonly K[], read: SharedLoaderOptions<K, V>['read']): Promise<readonly V[]> {
    if (this.#fault !== undefined) throw this.#fault;
    // Keys that are requested from now on belong to a later batch.
    for (const key of keys) this.#loader.clear(key);
    this.#running += 1;
    try {
      // DataLoader does not accept sparse arrays.
      return Array.from(await read(keys));
    } catch (thrown) {
      this.#refuseWaiting(thrown);
      throw thrown;
    } finally {
      this.#running -= 1;
      this.#readNext();
    }
  }

  /** Fails the waiting batches at once. Otherwise each of them would wait for the timeout of the store. */
  #refuseWaiting(thrown: unknown): void {
    this.#fault = thrown instanceof Error ? thrown : new Error('the read failed', { cause: thrown });
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const dispatch of waiting) dispatch();
    this.#fault = undefined;
  }
}
