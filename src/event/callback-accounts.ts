import { timingSafeEqual } from 'node:crypto';
import { type CallbackSettings } from '../stream/callback-settings.js';
import { toDigest } from './text-digest.js';

export interface CallbackAccount extends CallbackSettings {
  /** The name of the account. */
  readonly name: string;
}

/**
 * The accounts that a secret belongs to: accounts with a common user may share their variables. Takes the same time
 * whichever they are, and where there is none.
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
