import * as client from 'openid-client';
import { CommandFailed } from '../command-failed.js';
import { type Terminal } from '../terminal.js';
import { type SignInSettings, toAudienceParameters, toStoredTokens } from './provider.js';
import { type StoredTokens } from './token-store.js';

/**
 * Signs in with a device code (RFC 8628), for a machine without a browser. Prints an address and a code to enter on
 * another device.
 * @throws CommandFailed if the sign-in does not succeed in time
 */
export async function signInByDevice(
  configuration: client.Configuration,
  settings: SignInSettings,
  { err, text }: Pick<Terminal, 'err' | 'text'>,
): Promise<StoredTokens> {
  try {
    const started = await client.initiateDeviceAuthorization(configuration, {
      scope: settings.scope,
      ...toAudienceParameters(settings.audience),
    });
    err(text.login.openDevice(started.verification_uri, started.user_code));
    return toStoredTokens(settings, await client.pollDeviceAuthorizationGrant(configuration, started));
  } catch {
    throw new CommandFailed(1, (words) => words.login.refusedOrEnded);
  }
}
