import type { Caller } from '../stream/caller.js';
import type { KeyReason } from '../stream/reasons.js';
import { BearerAuthenticator, type BearerAuthenticatorOptions } from './bearer-authenticator.js';
import { createDevKeyPair, type DevKeyFileOptions, readDevKeyPair } from './dev-key-file.js';
import { createDevKeys, DEV_AUDIENCE, DEV_ISSUER } from './dev-key-set.js';
import { parseJwksUrl } from './jwks-url.js';
import type { RefusalReason } from './refusal.js';
import { createRemoteKeySet, type KeyEvent, type KeyTimings } from './remote-key-set.js';

export interface Authenticator {
  /**
   * Returns the caller of an Authorization header. Pass every value of the header in the request
   * (`headersDistinct.authorization`): two values are refused. The result for a cached token is a value, not a
   * promise.
   *
   * @throws StreamError UNAUTHENTICATED, the same for every reason; UPSTREAM_UNAVAILABLE with `retryAfterMs`
   *   while the keys of the identity provider are not available. It may throw or reject, so use `await` inside
   *   `try`.
   */
  readonly authenticate: (authorization: string | readonly string[] | undefined) => Caller | Promise<Caller>;
  /** Fetches the keys before the first request needs them. Resolves to whether there are any. Never rejects. */
  readonly warmUp: () => Promise<boolean>;
  /**
   * Returns why the last fetch of the keys failed. Returns undefined if it returned keys, and in modes that
   * fetch no keys.
   */
  readonly keysFailure: () => KeyReason | undefined;
  /** In `dev` mode, a token that is good for 30 days, or until its key is gone. */
  readonly token?: string;
}

interface Listeners {
  /** Called with the reason of a refusal, for logs and metrics. The client never receives the reason. */
  readonly onRefused?: ((reason: RefusalReason) => void) | undefined;
  /** Returns the time of the wall clock, in milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

export interface JwtOptions extends Listeners {
  readonly mode: 'jwt';
  /** The URL of the keys of the identity provider: https, or http on loopback. */
  readonly jwksUrl: string;
  /** The exact value of `iss`. */
  readonly issuer: string;
  /** The exact value that `aud` must be or contain. */
  readonly audience: string;
  readonly timings?: Partial<KeyTimings> | undefined;
  readonly rememberedTokens?: number | undefined;
  /** Returns the monotonic time, in milliseconds. The age of the keys is measured with it. */
  readonly steadyNow?: (() => number) | undefined;
  /** Called when the keys change, and when they cannot be fetched. */
  readonly onKeys?: ((event: KeyEvent) => void) | undefined;
}

export interface DevOptions extends Listeners {
  readonly mode: 'dev';
  /** Keeps the key, so that a token survives a restart. Without it the key lives as long as the process. */
  readonly keyFile?: DevKeyFileOptions | undefined;
}

/**
 * The options by mode. `dev` creates a key pair and a token. `none` treats every caller as a moderator with the
 * subject `anonymous`.
 */
export type AuthenticatorOptions = JwtOptions | DevOptions | { readonly mode: 'none' };

const ANONYMOUS: Caller = Object.freeze({
  subject: 'anonymous',
  claims: Object.freeze({ roles: Object.freeze(['moderator']) }),
});

/**
 * Creates the authenticator, which converts tokens to callers. It does no I/O: the keys are fetched for the
 * first token, or by `warmUp`.
 *
 * @throws TypeError with one line if the options are not valid
 */
export async function createAuthenticator(options: AuthenticatorOptions): Promise<Authenticator> {
  switch (options.mode) {
    case 'none':
      return {
        authenticate: () => ANONYMOUS,
        warmUp: () => Promise.resolve(true),
        keysFailure: () => undefined,
      };
    case 'dev':
      return createDevAuthenticator(options);
    case 'jwt':
      return createJwtAuthenticator(options);
  }
}

function createJwtAuthenticator(options: JwtOptions): Authenticator {
  const { issuer, audience, onRefused, rememberedTokens, timings, onKeys } = options;
  const { now = Date.now, steadyNow = () => performance.now() } = options;
  if (issuer === '' || audience === '') throw new TypeError('issuer and audience must not be empty');
  const url = parseJwksUrl(options.jwksUrl);
  const keys = createRemoteKeySet({ url, steadyNow, timings, onKeys });
  return toAuthenticator({ keys, issuer, audience, now, onRefused, rememberedTokens });
}

async function createDevAuthenticator(options: DevOptions): Promise<Authenticator> {
  const { onRefused, keyFile, now = Date.now } = options;
  const pair = await (keyFile === undefined ? createDevKeyPair() : readDevKeyPair(keyFile));
  const { keys, token } = await createDevKeys(pair, now);
  return { ...toAuthenticator({ keys, issuer: DEV_ISSUER, audience: DEV_AUDIENCE, now, onRefused }), token };
}

function toAuthenticator(options: BearerAuthenticatorOptions): Authenticator {
  const bearer = new BearerAuthenticator(options);
  return {
    authenticate: (authorization) => bearer.authenticate(authorization),
    warmUp: () => options.keys.warmUp(),
    keysFailure: () => options.keys.failure,
  };
}
