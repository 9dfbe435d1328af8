import type { CryptoKey, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import { JWSSignatureVerificationFailed } from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import type { Caller } from '../stream/caller.js';
import type { FoundKeys, KeySet } from './key-set.js';
import { Refusal } from './refusal.js';

/**
 * The accepted algorithms. They are all asymmetric: with HS*, the public key could sign tokens. Ed25519 is the
 * newer name of EdDSA (RFC 9864).
 */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** The allowed difference between clocks, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** The longest subject, in characters (OpenID Connect Core, section 2). */
const MAX_SUBJECT_CHARACTERS = 255;

export interface VerifiedToken {
  readonly caller: Caller;
  /** The `exp` of the token, in milliseconds since 1970, without the tolerance. */
  readonly expiresAtMs: number;
  /** The epoch of the key set that verified the token. See `KeySet.epoch`. */
  readonly epoch: number;
}

export interface TokenVerifierOptions {
  readonly keys: KeySet;
  readonly issuer: string;
  readonly audience: string;
  readonly now: () => number;
}

/**
 * Verifies a compact JWS and its claims. `iss`, `aud`, `exp` and `sub` are required, and `nbf` is checked. Key
 * material in the token (`jwk`, `jku`, `x5c`, `x5u`) is never used.
 *
 * @throws Refusal, KeysUnavailable or an error of jose
 */
export async function verifyToken(token: string, options: TokenVerifierOptions): Promise<VerifiedToken> {
  let found: FoundKeys | undefined;
  const findFirst: JWTVerifyGetKey = async (header) => {
    found = await options.keys.findKeys(header);
    const [first] = found.keys;
    if (first === undefined) throw new Refusal('unknown_key');
    return first;
  };
  const payload = await verifyWith(token, findFirst, options).catch((thrown: unknown) =>
    verifyWithOthers(token, found?.keys.slice(1) ?? [], options, thrown),
  );
  const { sub: subject, exp } = payload;
  if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT_CHARACTERS)
    throw new Refusal('claims');
  if (exp === undefined) throw new Refusal('claims');
  const caller = Object.freeze({ subject, claims: payload });
  return { caller, expiresAtMs: exp * 1000, epoch: found?.epoch ?? -1 };
}

async function verifyWith(
  token: string,
  key: CryptoKey | JWTVerifyGetKey,
  { issuer, audience, now }: TokenVerifierOptions,
): Promise<JWTPayload> {
  const rules: JWTVerifyOptions = {
    algorithms: ALGORITHMS,
    issuer,
    audience,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    currentDate: new Date(now()),
  };
  const { payload } =
    typeof key === 'function' ? await jwtVerify(token, key, rules) : await jwtVerify(token, key, rules);
  return payload;
}

/**
 * Verifies a token with the other keys of the same kid after a wrong signature. Any other fault is a fault of
 * the token.
 */
async function verifyWithOthers(
  token: string,
  others: readonly CryptoKey[],
  options: TokenVerifierOptions,
  failure: unknown,
): Promise<JWTPayload> {
  for (const key of others) {
    if (!(failure instanceof JWSSignatureVerificationFailed)) break;
    try {
      return await verifyWith(token, key, options);
    } catch (thrown) {
      failure = thrown;
    }
  }
  throw failure;
}
