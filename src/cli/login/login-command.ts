import { CommandFailed } from '../command-failed.js';
import { type Terminal } from '../terminal.js';
import { signInByDevice } from './device.js';
import { readGatewaySettings } from './gateway-settings.js';
import { signInOnLoopback } from './loopback.js';
import { discover, type SignInSettings } from './provider.js';
import { type StoreEnvironment, TokenStore } from './token-store.js';

export interface LoginOptions {
  readonly issuer?: string;
  readonly clientId?: string;
  readonly scope?: string;
  readonly audience?: string;
  readonly device?: boolean;
  readonly remove?: boolean;
}

const DEFAULT_SCOPE = 'openid profile offline_access';

/**
 * Signs a user in and stores the token for the commands. Values that are missing in the options come from the gateway.
 * @param gateway the URL of the API of the gateway
 * @throws CommandFailed
 */
export async function login(
  gateway: string,
  options: LoginOptions,
  env: StoreEnvironment,
  terminal: Terminal,
): Promise<void> {
  const store = new TokenStore(env);
  const { origin } = new URL(gateway);
  if (options.remove === true) {
    await store.write(origin, undefined);
    terminal.out(terminal.text.login.removed(origin));
    return;
  }
  const settings = await toSettings(gateway, options);
  const configuration = await discover(settings);
  const signIn = options.device === true ? signInByDevice : signInOnLoopback;
  await store.write(origin, await signIn(configuration, settings, terminal));
  terminal.out(terminal.text.login.done(origin));
}

async function toSettings(gateway: string, options: LoginOptions): Promise<SignInSettings> {
  const { issuer, clientId, scope, audience } = options;
  const known =
    issuer !== undefined && clientId !== undefined ? undefined : await readGatewaySettings(gateway);
  const settings = {
    issuer: issuer ?? known?.issuer,
    clientId: clientId ?? known?.clientId,
    scope: scope ?? known?.scope ?? DEFAULT_SCOPE,
    audience: audience ?? known?.audience,
  };
  if (settings.issuer === undefined || settings.clientId === undefined)
    throw new CommandFailed(2, (text) => text.wrongUse.noProvider);
  return { ...settings, issuer: settings.issuer, clientId: settings.clientId };
}
