import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Caller } from '../stream/caller.js';
import { StreamError } from '../stream/errors.js';
import { KeysUnavailable } from './key-set.js';
import { toRefusalReason, type RefusalReason, Refusal } from './refusal.js';
import { verifyToken, type TokenVerifierOptions, type VerifiedToken } from './token-verifier.js';

export interface BearerAuthenticatorOptions extends TokenVerifierOptions {
  readonly onRefused?: ((reason: RefusalReason) => void) | undefined;
  /** How many verified tokens are cached. The least recently used token is removed first. Default: 5,000. */
  readonly rememberedTokens?: number | undefined;
}

/**
 * Converts bearer tokens to callers. A cached token costs one hash and no I/O until it expires or the key set
 * changes. It returns the same `Caller` object, so other code can cache values by object identity.
 */
export class BearerAuthenticator {
  readonly #options: BearerAuthenticatorOptions;
  /** The verified tokens by the hash of their header, so that this cache keeps no token in memory. */
  readonly #remembered: LRUCache<string, VerifiedToken>;

  constructor(options: BearerAuthenticatorOptions) {
    this.#options = options;
    this.#remembered = new LRUCache({ max: options.rememberedTokens ?? 5000 });
  }

  authenticate(authorization: string | readonly string[] | undefined): Caller | Promise<Caller> {
    const { keys, now } = this.#options;
    let header: string;
    try {
      header = oneHeader(authorization);
    } catch (thrown) {
      throw this.#refuse(thrown);
    }
    const digest = hash('sha256', header, 'base64url');
    const isCurrent = keys.isCurrent();
    const known = this.#remembered.get(digest);
    if (isCurrent && known?.epoch === keys.epoch && now() < known.expiresAtMs) return known.caller;
    return this.#verify(header, digest);
  }

  async #verify(header: string, digest: string): Promise<Caller> {
    try {
      const verified = await verifyToken(parseBearer(header), this.#options);
      this.#remembered.set(digest, verified);
      return verified.caller;
    } catch (thrown) {
      this.#remembered.delete(digest);
      throw this.#refuse(thrown);
    }
  }

  /**
   * Creates the error of a refusal. The message is always the same, so that an attacker does not learn which
   * check failed.
   */
  #refuse(thrown: unknown): StreamError {
    if (!(thrown instanceof KeysUnavailable)) {
      this.#options.onRefused?.(toRefusalReason(thrown));
      return new StreamError('UNAUTHENTICATED');
    }
    this.#options.onRefused?.('keys_unavailable');
    // Not UNAUTHENTICATED: a new sign-in would not help, and the token may be valid. This is the code for a
    // service behind the gateway that is not available, so that the same request may succeed later.
    return new StreamError('UPSTREAM_UNAVAILABLE', {
      outcome: 'NOT_SENT',
      retryAfterMs: thrown.retryAfterMs,
      message: 'Access tokens cannot be checked at the moment; nothing was sent.',
    });
  }
}

/**
 * The longest Authorization header, in characters. Tokens that list the groups of a user have a few thousand.
 * Node.js limits all headers together to 16 KiB.
 */
const MAX_HEADER_CHARACTERS = 8192;

/**
 * Matches a signed token in compact form: three parts that are not empty. An encrypted token has five parts and
 * is not supported.
 */
const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Returns the only value of the Authorization header. It takes all values, because a request with two
 * Authorization headers is refused.
 *
 * @throws Refusal
 */
function oneHeader(authorization: string | readonly string[] | undefined): string {
  const [header = '', ...others] =
    typeof authorization === 'string' ? [authorization] : (authorization ?? []);
  if (others.length > 0) throw new Refusal('several_tokens');
  if (header.length > MAX_HEADER_CHARACTERS) throw new Refusal('too_long');
  if (header === '') throw new Refusal('no_token');
  return header;
}

/**
 * Returns the token of an Authorization header (RFC 6750, section 2.1).
 *
 * @throws Refusal
 */
function parseBearer(header: string): string {
  const separator = header.indexOf(' ');
  const scheme = separator === -1 ? header : header.slice(0, separator);
  if (scheme.toLowerCase() !== 'bearer') throw new Refusal('wrong_scheme');
  const token = separator === -1 ? '' : header.slice(separator).trim();
  if (token === '') throw new Refusal('no_token');
  // A proxy may have combined two headers into one, "Bearer a, Bearer b".
  if (/[\s,]/.test(token)) throw new Refusal('several_tokens');
  if (!COMPACT_JWS.test(token)) throw new Refusal('malformed');
  return token;
}
