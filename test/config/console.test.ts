import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/config/config.js';
import { readConfig } from '../../src/config/read-config.js';

const JWT = {
  LIVE_UPSTREAM: 'alibaba',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  AUTH_JWKS_URL: 'https://id.example.com/keys',
  AUTH_ISSUER: 'https://id.example.com',
  AUTH_AUDIENCE: 'https://live.example.com',
};
const consoleOf = (env: Readonly<Record<string, string>>) => readConfig(env).config.console;

function faultsOf(env: Readonly<Record<string, string>>): string {
  try {
    readConfig(env);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.message;
    throw thrown;
  }
  return '';
}

describe('the console', () => {
  test('is on in development, without an identity provider', () => {
    expect(consoleOf({})).toEqual({ oidc: undefined });
    expect(consoleOf({ AUTH_MODE: 'none' })).toEqual({ oidc: undefined });
    expect(consoleOf({ CONSOLE: 'off' })).toBeUndefined();
  });

  test('is off under jwt until a client id is set', () => {
    expect(consoleOf(JWT)).toBeUndefined();
    expect(consoleOf({ ...JWT, NODE_ENV: 'production' })).toBeUndefined();
    expect(consoleOf({ ...JWT, CONSOLE_OIDC_CLIENT_ID: 'c', CONSOLE: 'off' })).toBeUndefined();
  });

  test('signs in at the issuer, for the audience of the gateway', () => {
    expect(consoleOf({ ...JWT, NODE_ENV: 'production', CONSOLE_OIDC_CLIENT_ID: 'console' })).toEqual({
      oidc: {
        issuer: 'https://id.example.com',
        clientId: 'console',
        scope: 'openid profile offline_access',
        audience: 'https://live.example.com',
      },
    });
  });

  test('accepts another scope and another audience', () => {
    const env = {
      ...JWT,
      CONSOLE_OIDC_CLIENT_ID: 'c',
      CONSOLE_OIDC_SCOPE: 'openid',
      CONSOLE_OIDC_AUDIENCE: 'a',
    };
    expect(consoleOf(env)?.oidc).toMatchObject({ scope: 'openid', audience: 'a' });
  });

  test.each([
    [{ ...JWT, CONSOLE: 'on' }, 'CONSOLE_OIDC_CLIENT_ID: is not set; CONSOLE=on with AUTH_MODE=jwt needs it'],
    [
      { ...JWT, AUTH_ISSUER: 'my-issuer', CONSOLE_OIDC_CLIENT_ID: 'c' },
      'AUTH_ISSUER: must be an https URL, or http on a loopback address; the console needs it for sign-in',
    ],
    [
      { ...JWT, AUTH_ISSUER: 'http://id.example.com', CONSOLE_OIDC_CLIENT_ID: 'c' },
      'AUTH_ISSUER: must be an https URL, or http on a loopback address; the console needs it for sign-in',
    ],
    [{ CONSOLE: 'yes' }, 'CONSOLE: "yes" is not allowed; use one of on, off'],
  ])('refuses settings that cannot work: %#', (env, message) => {
    expect(faultsOf(env)).toContain(message);
  });
});
