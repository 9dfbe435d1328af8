import type { CryptoKey, JWK, JWTHeaderParameters } from 'jose';
import * as errors from 'jose/errors';
import { createLocalJWKSet } from 'jose/jwks/local';
import { type KeyReason, Unusable } from '../stream/reasons.js';
import { readKeyEndpoint } from './key-endpoint.js';
import { type FoundKeys, KeysUnavailable, type KeySet } from './key-set.js';
import { Refusal } from './refusal.js';

/** The times of the key cache, in milliseconds. */
export interface KeyTimings {
  /**
   * The deadline of one fetch, to the last byte. Default: 3 s, so that the first request can still meet its own
   * deadline.
   */
  readonly timeoutMs: number;
  /**
   * The shortest time between two fetches while there are usable keys, after a success or a failure. Default: 10
   * s.
   */
  readonly cooldownMs: number;
  /** The shortest time between two fetches while there are no keys and every request waits for them. Default: 1 s. */
  readonly retryMs: number;
  /** The age at which the keys are fetched again in the background. Default: 10 min. */
  readonly refreshAfterMs: number;
  /**
   * The age at which keys that could not be fetched again are no longer trusted. Default: 1 h. This is the usual
   * lifetime of access tokens, so a longer outage of the identity provider would end all sessions in any case.
   */
  readonly trustedForMs: number;
}

/**
 * An event of the key set, for the log. `ageMs` is the age of the current keys in milliseconds. It is undefined
 * if there are none.
 */
export type KeyEvent =
  | { readonly kind: 'changed'; readonly keys: number }
  | { readonly kind: 'unreachable'; readonly ageMs: number | undefined; readonly reason: KeyReason };

export interface RemoteKeySetOptions {
  readonly url: URL;
  /**
   * Returns the monotonic time in milliseconds. The wall clock can be set back. The keys would then not be fetched
   * again for as long as it was ahead.
   */
  readonly steadyNow: () => number;
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
 * Creates a key set that fetches the keys of a JWKS endpoint. jose selects the keys, but does not fetch them.
 * The fetch of jose would drop valid keys after a failure, send requests without a pause while the endpoint is
 * down, and refuse a whole set because of one invalid entry.
 */
export function createRemoteKeySet(options: RemoteKeySetOptions): KeySet {
  return new RemoteKeySet(options);
}

class RemoteKeySet implements KeySet {
  readonly #steadyNow: () => number;
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

  constructor({ url, steadyNow, timings, onKeys }: RemoteKeySetOptions) {
    this.#steadyNow = steadyNow;
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
    // Without a kid, the key is ambiguous, and a rotation could not be distinguished from a forged token.
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

  /**
   * Finds keys in the current set. The epoch is read first, because jose may still import a key while the set is
   * replaced.
   */
  async #find(header: JWTHeaderParameters): Promise<FoundKeys> {
    const epoch = this.#epoch;
    try {
      return { keys: [await this.#select(header)], epoch };
    } catch (thrown) {
      if (!(thrown instanceof errors.JWKSMultipleMatchingKeys)) throw thrown;
      // The iteration imports each candidate, and skips those that cannot be imported.
      const keys: CryptoKey[] = [];
      for await (const key of thrown) keys.push(key);
      if (keys.length === 0) throw new Refusal('unusable_key');
      return { keys, epoch };
    }
  }

  /** Fetches the keys again for an unknown kid, because they may have been rotated since the last fetch. */
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
      this.#fetchedAt = this.#steadyNow();
    } catch (thrown) {
      this.#failure = thrown instanceof Unusable ? (thrown.reason as KeyReason) : 'unreachable';
      const ageMs = this.#fetchedAt === undefined ? undefined : this.#age();
      this.#onKeys({ kind: 'unreachable', ageMs, reason: this.#failure });
    }
    this.#triedAt = this.#steadyNow();
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
    return this.#fetchedAt === undefined ? Infinity : this.#steadyNow() - this.#fetchedAt;
  }

  #cooldownLeft(): number {
    const { trustedForMs, cooldownMs, retryMs } = this.#timings;
    const pauseMs = this.#age() < trustedForMs ? cooldownMs : retryMs;
    return Math.max(0, (this.#triedAt ?? -Infinity) + pauseMs - this.#steadyNow());
  }

  #unavailable(): KeysUnavailable {
    return new KeysUnavailable(this.#cooldownLeft());
  }
}
