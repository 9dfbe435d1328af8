import type { JWTHeaderParameters } from 'jose';
import * as errors from 'jose/errors';
import { createRemoteJWKSet } from 'jose/jwks/remote';
import { KeysUnavailable, type FoundKey, type KeySet } from './key-set.js';
import { Refusal } from './refusal.js';

/** How long keys are kept and how often they are asked for, in milliseconds. */
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
   * live, so that a longer outage of the identity provider would have logged everybody out anyhow.
   */
  readonly trustedForMs: number;
}

/** For the operator's log. `ageMs`: how old the keys in use are; absent when there are none. */
export type KeyEvent =
  | { readonly kind: 'changed'; readonly keys: number }
  | { readonly kind: 'unreachable'; readonly ageMs: number | undefined; readonly cause: unknown };

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
 * A JWKS endpoint. jose fetches (one flight at a time, with a deadline, no redirects) and selects; its own ageing is
 * switched off, because it forgets good keys when a refetch fails and asks without pause while the endpoint is down.
 */
export function createRemoteKeySet(options: RemoteKeySetOptions): KeySet {
  return new RemoteKeySet(options);
}

class RemoteKeySet implements KeySet {
  readonly #now: () => number;
  readonly #timings: KeyTimings;
  readonly #onKeys: (event: KeyEvent) => void;
  readonly #jwks: ReturnType<typeof createRemoteJWKSet>;
  #fetch: Promise<boolean> | undefined;
  #fetchedAt: number | undefined;
  #triedAt: number | undefined;
  #failed = false;
  #text = '';
  #epoch = 0;

  constructor({ url, now, timings, onKeys }: RemoteKeySetOptions) {
    this.#now = now;
    this.#timings = { ...DEFAULT_TIMINGS, ...timings };
    this.#onKeys = onKeys ?? (() => undefined);
    this.#jwks = createRemoteJWKSet(url, {
      timeoutDuration: this.#timings.timeoutMs,
      cooldownDuration: Infinity,
      cacheMaxAge: Infinity,
    });
  }

  get epoch(): number {
    return this.#epoch;
  }

  isCurrent(): boolean {
    const age = this.#age();
    if (age >= this.#timings.refreshAfterMs && this.#cooldownLeft() === 0) void this.#refresh();
    return age < this.#timings.trustedForMs;
  }

  async warmUp(): Promise<boolean> {
    return (await this.#refresh()) || this.isCurrent();
  }

  async findKey(header: JWTHeaderParameters): Promise<FoundKey> {
    // Without a kid the key would have to be guessed, and rotation could not be told from forgery.
    if (typeof header.kid !== 'string') throw new Refusal('unknown_key');
    if (!this.isCurrent() && !(await this.#fetch)) throw this.#unavailable();
    try {
      return await this.#select(header);
    } catch (thrown) {
      if (!(thrown instanceof errors.JWKSNoMatchingKey)) throw thrown;
      await this.#lookAgain();
      return this.#select(header);
    }
  }

  /** The epoch is read first: jose selects at once but may import the key while the set is being replaced. */
  async #select(header: JWTHeaderParameters): Promise<FoundKey> {
    const epoch = this.#epoch;
    return { key: await this.#jwks(header), epoch };
  }

  /** An unknown kid: the keys may have been rotated since they were fetched. */
  async #lookAgain(): Promise<void> {
    if (this.#fetch !== undefined || this.#cooldownLeft() === 0) await this.#refresh();
    if (this.#failed) throw this.#unavailable();
  }

  #refresh(): Promise<boolean> {
    this.#fetch ??= this.#load().finally(() => {
      this.#fetch = undefined;
    });
    return this.#fetch;
  }

  async #load(): Promise<boolean> {
    try {
      await this.#jwks.reload();
      this.#failed = false;
      this.#fetchedAt = this.#now();
      this.#noticeChange();
    } catch (cause) {
      this.#failed = true;
      this.#onKeys({
        kind: 'unreachable',
        ageMs: this.#fetchedAt === undefined ? undefined : this.#age(),
        cause,
      });
    }
    this.#triedAt = this.#now();
    return !this.#failed;
  }

  #noticeChange(): void {
    const keys = this.#jwks.jwks()?.keys ?? [];
    const text = JSON.stringify(keys);
    if (text === this.#text) return;
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
