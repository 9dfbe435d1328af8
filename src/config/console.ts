import { isPrivateUrl } from '../stream/loopback.js';
import { type AuthConfig, type ConsoleConfig } from './config.js';
import { type Env, type SettingFault } from './env.js';

const DEFAULT_SCOPE = 'openid profile offline_access';

/**
 * Returns the settings of the console. It is on in development, and with an identity provider if a client id is
 * set.
 */
export function toConsole(env: Env, auth: AuthConfig, faults: SettingFault[]): ConsoleConfig | undefined {
  const clientId = env.CONSOLE_OIDC_CLIENT_ID;
  const isOn = env.CONSOLE === undefined ? isOnByDefault(env, auth) : env.CONSOLE === 'on';
  if (!isOn) return undefined;
  if (auth.mode !== 'jwt') return { oidc: undefined };
  if (clientId === undefined)
    faults.push({
      variable: 'CONSOLE_OIDC_CLIENT_ID',
      message: 'is not set; CONSOLE=on with AUTH_MODE=jwt needs it',
    });
  if (auth.issuer !== '' && !isPrivateUrl(auth.issuer))
    faults.push({
      variable: 'AUTH_ISSUER',
      message: 'must be an https URL, or http on a loopback address; the console needs it for sign-in',
    });
  return {
    oidc: {
      issuer: auth.issuer,
      clientId: clientId ?? '',
      scope: env.CONSOLE_OIDC_SCOPE ?? DEFAULT_SCOPE,
      audience: env.CONSOLE_OIDC_AUDIENCE ?? auth.audience,
    },
  };
}

function isOnByDefault(env: Env, auth: AuthConfig): boolean {
  if (auth.mode === 'jwt') return env.CONSOLE_OIDC_CLIENT_ID !== undefined;
  return env.NODE_ENV !== 'production';
}
