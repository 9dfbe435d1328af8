import type { CryptoKey, JWTHeaderParameters } from 'jose';

export interface FoundKey {
  readonly key: CryptoKey;
  /** The set it was found in. */
  readonly epoch: number;
}

/** The keys that tokens are verified with, wherever they come from. */
export interface KeySet {
  /** Grows whenever the keys differ from before: what was verified under another epoch is verified again. */
  readonly epoch: number;
  /**
   * Whether the keys are fresh enough to go on trusting what they verified. Starts a refresh in the background
   * when one is due; never waits and never throws.
   */
  isCurrent(): boolean;
  /**
   * Finds a token's key by its `kid`.
   *
   * @throws KeysUnavailable when there is no telling, or one of jose's errors when there surely is no such key
   */
  findKey(header: JWTHeaderParameters): Promise<FoundKey>;
  /** Fetches the keys now. Resolves whether there are keys to use; never rejects. */
  warmUp(): Promise<boolean>;
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
