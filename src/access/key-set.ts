import type { CryptoKey, JWTHeaderParameters } from 'jose';
import type { KeyReason } from '../stream/reasons.js';

export interface FoundKeys {
  /**
   * The keys, at least one. A set may contain several keys with the same `kid` and algorithm, and each of them
   * may have signed the token.
   */
  readonly keys: readonly CryptoKey[];
  /** The epoch of the key set that contains the keys. */
  readonly epoch: number;
}

/** The keys that verify tokens: those of an identity provider or of this process. */
export interface KeySet {
  /** A number that increases when the keys change. A token that was verified in another epoch is verified again. */
  readonly epoch: number;
  /**
   * Checks whether the keys are recent enough to trust verified tokens. Starts a refresh in the background if
   * one is due. Never waits and never throws.
   */
  isCurrent(): boolean;
  /**
   * Finds the keys that may have signed a token, by the `kid` and `alg` in its header.
   *
   * @throws KeysUnavailable while the keys cannot be fetched; Refusal or an error of jose if there is no such
   *   key
   */
  findKeys(header: JWTHeaderParameters): Promise<FoundKeys>;
  /** Fetches the keys now. Resolves to whether there are usable keys. Never rejects. */
  warmUp(): Promise<boolean>;
  /** Why the last fetch failed or returned no key. Undefined if it returned keys. */
  readonly failure: KeyReason | undefined;
}

/** The error for keys that could not be fetched. It is not known whether the token is valid. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
  /** The earliest time of the next fetch, in milliseconds from now. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('the key set cannot be fetched');
    this.retryAfterMs = retryAfterMs;
  }
}
