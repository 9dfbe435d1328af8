import { SignJWT } from 'jose/jwt/sign';
import { generateKeyPair } from 'jose/key/generate/keypair';
import type { KeySet } from './key-set.js';
import { Refusal } from './refusal.js';

/**
 * The lifetime of the development token, in seconds. It is long enough for a gateway that runs for weeks. The
 * token is not valid after the end of the process, because its key is lost.
 */
const LIFETIME_SECONDS = 30 * 24 * 3600;

export const DEV_ISSUER = 'urn:apsara-live-gateway:dev';
export const DEV_AUDIENCE = 'apsara-live-gateway';

export interface DevKeys {
  readonly keys: KeySet;
  /** A token for the subject `developer` with the role `moderator`. */
  readonly token: string;
}

/** Creates a key pair for the lifetime of the process, and a token signed with it. The private key is not stored. */
export async function createDevKeys(now: () => number): Promise<DevKeys> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const kid = crypto.randomUUID();
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
