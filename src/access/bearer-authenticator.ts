import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../stream/caller.js';
import { StreamError } from '../stream/errors.js';
import { parseBearer } from './bearer.js';
import { KeysUnavailable } from './key-set.js';
import { toRefusalReason, type RefusalReason } from './refusal.js';
import { verifyToken, type TokenVerifierOptions, type VerifiedToken } from './token-verifier.js';

export interface BearerAuthenticatorOptions extends TokenVerifierOptions {
  readonly onRefused?: ((reason: RefusalReason) => void) | undefined;
  /** How many verified tokens are remembered, the least recently used making way. Default 5,000. */
  readonly rememberedTokens?: number | undefined;
}

/**
 * Turns bearer tokens into callers. A token seen before costs one hash and no I/O until it expires or the key set
 * changes; the same `Caller` object comes back, so that what is known of a caller can be kept by identity.
 */
export class BearerAuthenticator {
  readonly #options: BearerAuthenticatorOptions;
  /** By hash: a memory dump then holds no token that this map kept alive. */
  readonly #remembered: LRUCache<string, VerifiedToken>;

  constructor(options: BearerAuthenticatorOptions) {
    this.#options = options;
    this.#remembered = new LRUCache({ max: options.rememberedTokens ?? 5000 });
  }

  authenticate(authorization: string | readonly string[] | undefined): Caller | Promise<Caller> {
    const { keys, now } = this.#options;
    let token: string;
    try {
      token = parseBearer(authorization);
    } catch (thrown) {
      throw this.#refuse(thrown);
    }
    const digest = hash('sha256', token, 'base64url');
    const isCurrent = keys.isCurrent();
    const known = this.#remembered.get(digest);
    if (isCurrent && known?.epoch === keys.epoch && now() < known.expiresAtMs) return known.caller;
    return this.#verify(token, digest);
  }

  async #verify(token: string, digest: string): Promise<Caller> {
    try {
      const verified = await verifyToken(token, this.#options);
      this.#remembered.set(digest, verified);
      return verified.caller;
    } catch (thrown) {
      this.#remembered.delete(digest);
      throw this.#refuse(thrown);
    }
  }

  /** One message for every refusal: a forger must not learn which check stopped the token. */
  #refuse(thrown: unknown): StreamError {
    if (!(thrown instanceof KeysUnavailable)) {
      this.#options.onRefused?.(toRefusalReason(thrown));
      return new StreamError('UNAUTHENTICATED');
    }
    this.#options.onRefused?.('keys_unavailable');
    // Not UNAUTHENTICATED: a fresh sign-in would not help and the token may be good. Of the closed set this is the one
    // code that means "something behind the gateway is unavailable; the same request may succeed later".
    return new StreamError('UPSTREAM_UNAVAILABLE', {
      outcome: 'NOT_SENT',
      retryAfterMs: thrown.retryAfterMs,
      message: 'Access tokens cannot be checked at the moment; nothing was sent.',
    });
  }
}
