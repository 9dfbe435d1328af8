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
   * The caller behind an Authorization header. Hand over every value the request carried
   * (`headersDistinct.authorization`): two are refused. A token seen before is answered at once, not in a promise.
   *
   * @throws StreamError UNAUTHENTICATED, the same whatever the reason; UPSTREAM_UNAVAILABLE with `retryAfterMs`
   *   while the identity provider's keys cannot be had. Thrown or rejected: `await` it inside `try`.
   */
  readonly authenticate: (authorization: string | readonly string[] | undefined) => Caller | Promise<Caller>;
  /** Fetches the keys before the first request needs them. Resolves whether there are any; never rejects. */
  readonly warmUp: () => Promise<boolean>;
  /** Why the last fetch of the keys failed; undefined after one that gave keys, and where none are fetched. */
  readonly keysFailure: () => KeyReason | undefined;
  /** In `dev` mode, a token that is good for 30 days, or until its key is gone. */
  readonly token?: string;
}

interface Listeners {
  /** Called with the reason, for log and metric; the client never gets it. */
  readonly onRefused?: ((reason: RefusalReason) => void) | undefined;
  /** The wall clock, in milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

export interface JwtOptions extends Listeners {
  readonly mode: 'jwt';
  /** Where the identity provider publishes its keys: https, or http on loopback. */
  readonly jwksUrl: string;
  /** What `iss` must be, to the letter. */
  readonly issuer: string;
  /** What `aud` must be or contain, to the letter. */
  readonly audience: string;
  readonly timings?: Partial<KeyTimings> | undefined;
  readonly rememberedTokens?: number | undefined;
  /** Called when the keys change and when they cannot be fetched. */
  readonly onKeys?: ((event: KeyEvent) => void) | undefined;
}

export interface DevOptions extends Listeners {
  readonly mode: 'dev';
  /** Keeps the key, so that a token survives a restart. Without it the key lives as long as the process. */
  readonly keyFile?: DevKeyFileOptions | undefined;
}

/** `dev` makes a key pair and a token; `none` takes every caller for a moderator called `anonymous`. */
export type AuthenticatorOptions = JwtOptions | DevOptions | { readonly mode: 'none' };

const ANONYMOUS: Caller = Object.freeze({
  subject: 'anonymous',
  claims: Object.freeze({ roles: Object.freeze(['moderator']) }),
});

/**
 * Builds the one part that turns tokens into callers. Does no I/O by itself: the keys are fetched with the first
 * token, or by `warmUp`.
 *
 * @throws TypeError in one line when the options cannot be right
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
  const { issuer, audience, onRefused, rememberedTokens, now = Date.now } = options;
  if (issuer === '' || audience === '') throw new TypeError('issuer and audience must not be empty');
  const url = parseJwksUrl(options.jwksUrl);
  const keys = createRemoteKeySet({ url, now, timings: options.timings, onKeys: options.onKeys });
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
