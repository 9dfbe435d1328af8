import type { CryptoKey, JWK, JWTHeaderParameters } from 'jose';
import * as errors from 'jose/errors';
import { createLocalJWKSet } from 'jose/jwks/local';
import { type KeyReason, Unusable } from '../stream/reasons.js';
import { readKeyEndpoint } from './key-endpoint.js';
import { type FoundKeys, KeysUnavailable, type KeySet } from './key-set.js';
import { Refusal } from './refusal.js';

/** How long keys are kept and how often they are requested, in milliseconds. */
export interface KeyTimings {
  /** Deadline of one fetch, to the last byte. Default 3 s: a first request must still fit its own deadline. */
  readonly timeoutMs: number;
  /** Least time between two fetches while there are keys to use, whatever came of the first. Default 10 s. */
  readonly cooldownMs: number;
  /** The same while there are none, when every request waits for them. Default 1 s. */
  readonly retryMs: number;
  /** Age at which the keys are fetched anew in the background. Default 10 min. */
  readonly refreshAfterMs: number;
  /**
   * Age at which keys that could not be renewed are no longer trusted. Default 1 h: about as long as access tokens
   * live, so that a longer outage of the identity provider would have logged every user out anyway.
   */
  readonly trustedForMs: number;
}

/** For the operator's log. `ageMs`: how old the keys in use are; absent when there are none. */
export type KeyEvent =
  | { readonly kind: 'changed'; readonly keys: number }
  | { readonly kind: 'unreachable'; readonly ageMs: number | undefined; readonly reason: KeyReason };

export interface RemoteKeySetOptions {
  readonly url: URL;
  readonly now: () => number;
  readonly timings?: Partial<KeyTimings> | undefined;
  readonly onKeys?: ((event: KeyEvent) => void) | undefined;
}

const DEFAULT_TIMINGS: KeyTimings = {
  timeoutMs: 3000,
  cooldownMs: 10_000,
  retryMs: 1000,
  refreshAfterMs: 600_000,
  trustedForMs: 3_600_000,
};

/**
 * The keys of a JWKS endpoint. jose selects among them. It does not fetch: it would forget good keys when a fetch
 * fails, request without pause while the endpoint is down, and refuse a whole set for one odd entry.
 */
export function createRemoteKeySet(options: RemoteKeySetOptions): KeySet {
  return new RemoteKeySet(options);
}

class RemoteKeySet implements KeySet {
  readonly #now: () => number;
  readonly #timings: KeyTimings;
  readonly #onKeys: (event: KeyEvent) => void;
  readonly #url: URL;
  #select = createLocalJWKSet({ keys: [] });
  #size = 0;
  #failure: KeyReason | undefined = 'no_keys';
  #fetch: Promise<boolean> | undefined;
  #fetchedAt: number | undefined;
  #triedAt: number | undefined;
  #text = '';
  #epoch = 0;

  constructor({ url, now, timings, onKeys }: RemoteKeySetOptions) {
    this.#now = now;
    this.#timings = { ...DEFAULT_TIMINGS, ...timings };
    this.#onKeys = onKeys ?? (() => undefined);
    this.#url = url;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get failure(): KeyReason | undefined {
    return this.#failure ?? (this.#size === 0 ? 'no_keys' : undefined);
  }

  isCurrent(): boolean {
    const age = this.#age();
    if (age >= this.#timings.refreshAfterMs && this.#cooldownLeft() === 0) void this.#refresh();
    return age < this.#timings.trustedForMs;
  }

  async warmUp(): Promise<boolean> {
    return ((await this.#refresh()) || this.isCurrent()) && this.#size > 0;
  }

  async findKeys(header: JWTHeaderParameters): Promise<FoundKeys> {
    // Without a kid the key would have to be guessed, and a rotation would look like a forgery.
    if (typeof header.kid !== 'string') throw new Refusal('unknown_key');
    if (!this.isCurrent() && !(await this.#fetch)) throw this.#unavailable();
    try {
      return await this.#find(header);
    } catch (thrown) {
      if (!(thrown instanceof errors.JWKSNoMatchingKey)) throw thrown;
      await this.#lookAgain();
      return this.#find(header);
    }
  }

  /** The epoch is read first: jose selects at once but may import the key while the set is being replaced. */
  async #find(header: JWTHeaderParameters): Promise<FoundKeys> {
    const epoch = this.#epoch;
    try {
      return { keys: [await this.#select(header)], epoch };
    } catch (thrown) {
      if (!(thrown instanceof errors.JWKSMultipleMatchingKeys)) throw thrown;
      // Iterating imports each candidate and leaves out those that cannot be imported.
      const keys: CryptoKey[] = [];
      for await (const key of thrown) keys.push(key);
      if (keys.length === 0) throw new Refusal('unusable_key');
      return { keys, epoch };
    }
  }

  /** An unknown kid: the keys may have been rotated since they were fetched. */
  async #lookAgain(): Promise<void> {
    if (this.#fetch !== undefined || this.#cooldownLeft() === 0) await this.#refresh();
    if (this.#failure !== undefined) throw this.#unavailable();
  }

  #refresh(): Promise<boolean> {
    this.#fetch ??= this.#load().finally(() => {
      this.#fetch = undefined;
    });
    return this.#fetch;
  }

  async #load(): Promise<boolean> {
    try {
      const keys = await readKeyEndpoint(this.#url, this.#timings.timeoutMs);
      this.#replace(keys);
      this.#failure = undefined;
      this.#fetchedAt = this.#now();
    } catch (thrown) {
      this.#failure = thrown instanceof Unusable ? (thrown.reason as KeyReason) : 'unreachable';
      const ageMs = this.#fetchedAt === undefined ? undefined : this.#age();
      this.#onKeys({ kind: 'unreachable', ageMs, reason: this.#failure });
    }
    this.#triedAt = this.#now();
    return this.#failure === undefined;
  }

  #replace(keys: readonly JWK[]): void {
    const text = JSON.stringify(keys);
    if (text === this.#text) return;
    this.#select = createLocalJWKSet({ keys: [...keys] });
    this.#size = keys.length;
    this.#text = text;
    this.#epoch += 1;
    this.#onKeys({ kind: 'changed', keys: keys.length });
  }

  #age(): number {
    return this.#fetchedAt === undefined ? Infinity : this.#now() - this.#fetchedAt;
  }

  #cooldownLeft(): number {
    const { trustedForMs, cooldownMs, retryMs } = this.#timings;
    const pauseMs = this.#age() < trustedForMs ? cooldownMs : retryMs;
    return Math.max(0, (this.#triedAt ?? -Infinity) + pauseMs - this.#now());
  }

  #unavailable(): KeysUnavailable {
    return new KeysUnavailable(this.#cooldownLeft());
  }
}
