import { type Config } from './config.js';
import { type Env, type SettingFault } from './env.js';

/**
 * Returns the faults of settings that are not allowed in production, each with the setting to use instead.
 * Settings for development must not be used by mistake.
 */
export function productionFaults(env: Env, config: Config): SettingFault[] {
  const faults: SettingFault[] = [];
  const refuse = (variable: string, message: string): void => {
    faults.push({ variable, message: `${message} (NODE_ENV is production)` });
  };
  if (env.LIVE_UPSTREAM === undefined) refuse('LIVE_UPSTREAM', 'is not set; set alibaba');
  else if (env.LIVE_UPSTREAM === 'emulator')
    refuse('LIVE_UPSTREAM', '"emulator" is not allowed; set alibaba');
  if (config.auth.mode !== 'jwt')
    refuse(
      'AUTH_MODE',
      `${env.AUTH_MODE === undefined ? 'is not set' : `"${env.AUTH_MODE}" is not allowed`}; ` +
        'set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE',
    );
  if (config.allowedOrigins.any) refuse('ALLOWED_ORIGINS', '"*" is not allowed; list the origins');
  for (const [variable, value] of Object.entries(env))
    if (variable.startsWith('BUDGET_') && value === 0)
      refuse(variable, '0 is not allowed; use at least 0.001');
  return faults;
}
