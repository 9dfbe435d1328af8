import type { JWTVerifyGetKey } from 'jose';
import { jwtVerify } from 'jose/jwt/verify';
import type { Caller } from '../stream/caller.js';
import type { KeySet } from './key-set.js';
import { Refusal } from './refusal.js';

/** Asymmetric only: with HS* the public key itself would sign. Ed25519 is EdDSA under its newer name (RFC 9864). */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** How far clocks may differ, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** OpenID Connect Core, section 2: a subject has at most 255 characters. */
const MAX_SUBJECT_CHARACTERS = 255;

export interface VerifiedToken {
  readonly caller: Caller;
  /** The token's own `exp`, in milliseconds since 1970, tolerance not included. */
  readonly expiresAtMs: number;
  /** The key set it was verified with; see `KeySet.epoch`. */
  readonly epoch: number;
}

export interface TokenVerifierOptions {
  readonly keys: KeySet;
  readonly issuer: string;
  readonly audience: string;
  readonly now: () => number;
}

/**
 * Verifies a compact JWS and what it claims: `iss`, `aud`, `exp` and `sub` demanded, `nbf` honoured. Key material
 * inside the token (`jwk`, `jku`, `x5c`, `x5u`) is never looked at.
 *
 * @throws Refusal, KeysUnavailable or one of jose's errors
 */
export async function verifyToken(token: string, options: TokenVerifierOptions): Promise<VerifiedToken> {
  let epoch = -1;
  const getKey: JWTVerifyGetKey = async (header) => {
    const found = await options.keys.findKey(header);
    epoch = found.epoch;
    return found.key;
  };
  const { payload } = await jwtVerify(token, getKey, {
    algorithms: ALGORITHMS,
    issuer: options.issuer,
    audience: options.audience,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: new Date(options.now()),
  });
  const { sub: subject, exp } = payload;
  if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT_CHARACTERS)
    throw new Refusal('claims');
  if (exp === undefined) throw new Refusal('claims');
  return { caller: Object.freeze({ subject, claims: payload }), expiresAtMs: exp * 1000, epoch };
}
