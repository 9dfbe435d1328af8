import type { CryptoKey, JWTHeaderParameters } from 'jose';
import type { KeyReason } from '../stream/reasons.js';

export interface FoundKeys {
  /** At least one. A set may hold several keys of one `kid` and algorithm; each of them may have signed the token. */
  readonly keys: readonly CryptoKey[];
  /** The set they were found in. */
  readonly epoch: number;
}

/** The keys that tokens are verified with: those of an identity provider or of this process. */
export interface KeySet {
  /** Grows whenever the keys differ from before: what was verified under another epoch is verified again. */
  readonly epoch: number;
  /**
   * Whether the keys are fresh enough to go on trusting what they verified. Starts a refresh in the background
   * when one is due; never waits and never throws.
   */
  isCurrent(): boolean;
  /**
   * Finds the keys that may have signed a token, by the `kid` and `alg` of its header.
   *
   * @throws KeysUnavailable while the keys cannot be fetched; Refusal or one of jose's errors when there is no such key
   */
  findKeys(header: JWTHeaderParameters): Promise<FoundKeys>;
  /** Fetches the keys now. Resolves whether there are keys to use; never rejects. */
  warmUp(): Promise<boolean>;
  /** Why the last fetch failed or gave no key; undefined after one that gave keys. */
  readonly failure: KeyReason | undefined;
}

/** The keys could not be fetched, so that whether the token is good is not known. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
  /** When the keys are fetched again at the earliest, in milliseconds from now. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('the key set cannot be fetched');
    this.retryAfterMs = retryAfterMs;
  }
}
