import { timingSafeEqual } from 'node:crypto';
import { type CallbackSettings } from '../stream/callback-settings.js';
import { toDigest } from './text-digest.js';

export interface CallbackAccount extends CallbackSettings {
  /** The name of the account. */
  readonly name: string;
}

/**
 * Finds the accounts that have a secret. There can be several, because accounts can share their variables. The
 * comparison takes constant time: it does not show which account has the secret, or whether any has it.
 */
export function findBySecret(
  accounts: readonly CallbackAccount[],
  secret: string,
): readonly CallbackAccount[] {
  const given = toDigest(secret);
  return accounts.filter(({ secrets }) => {
    const fits = secrets.map((own) => timingSafeEqual(toDigest(own), given));
    return fits.includes(true);
  });
}
