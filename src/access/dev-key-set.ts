import { SignJWT } from 'jose/jwt/sign';
import { type DevKeyPair } from './dev-key-file.js';
import type { KeySet } from './key-set.js';
import { Refusal } from './refusal.js';

/** Long enough for a development gateway that runs for weeks. */
const LIFETIME_SECONDS = 30 * 24 * 3600;

export const DEV_ISSUER = 'urn:apsara-live-gateway:dev';
export const DEV_AUDIENCE = 'apsara-live-gateway';

export interface DevKeys {
  readonly keys: KeySet;
  /** A token for the subject `developer` with the role `moderator`. */
  readonly token: string;
}

/** The keys of development tokens, and one token that is signed with them. */
export async function createDevKeys(
  { kid, publicKey, privateKey }: DevKeyPair,
  now: () => number,
): Promise<DevKeys> {
  const issuedAt = Math.floor(now() / 1000);
  const token = await new SignJWT({ roles: ['moderator'] })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(DEV_ISSUER)
    .setAudience(DEV_AUDIENCE)
    .setSubject('developer')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME_SECONDS)
    .sign(privateKey);
  return {
    token,
    keys: {
      epoch: 0,
      failure: undefined,
      isCurrent: () => true,
      warmUp: () => Promise.resolve(true),
      findKeys: (header) =>
        header.kid === kid
          ? Promise.resolve({ keys: [publicKey], epoch: 0 })
          : Promise.reject(new Refusal('unknown_key')),
    },
  };
}
