import { describe, expect, test } from '@jest/globals';
import { faultsOf } from './faults.js';

const COMPLETE = {
  NODE_ENV: 'production',
  LIVE_UPSTREAM: 'alibaba',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-of-a-test',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret-of-a-test',
  AUTH_JWKS_URL: 'https://id.example.com/jwks',
  AUTH_ISSUER: 'https://id.example.com/',
  AUTH_AUDIENCE: 'live-gateway',
};

/** Returns the faults of a complete production environment with changed settings. An undefined setting is removed. */
const faultsWith = (changed: Record<string, string | undefined>): readonly string[] =>
  faultsOf({ ...COMPLETE, ...changed });
const WITHOUT_TOKENS = { AUTH_JWKS_URL: undefined, AUTH_ISSUER: undefined, AUTH_AUDIENCE: undefined };

describe('production', () => {
  test('starts with an upstream, its credentials and authentication', () => {
    expect(faultsWith({})).toEqual([]);
  });

  test.each([
    [
      'without authentication',
      WITHOUT_TOKENS,
      /^AUTH_MODE: is not set; set AUTH_JWKS_URL, AUTH_ISSUER and AUTH_AUDIENCE/,
    ],
    ['with AUTH_MODE=dev', { AUTH_MODE: 'dev' }, /^AUTH_MODE: "dev" is not allowed; set AUTH_JWKS_URL, /],
    ['with AUTH_MODE=none', { AUTH_MODE: 'none' }, /^AUTH_MODE: "none" is not allowed; set AUTH_JWKS_URL, /],
    [
      'with the emulator',
      { LIVE_UPSTREAM: 'emulator' },
      /^LIVE_UPSTREAM: "emulator" is not allowed; set alibaba/,
    ],
    ['without an upstream', { LIVE_UPSTREAM: undefined }, /^LIVE_UPSTREAM: is not set; set alibaba/],
    [
      'without the keys’ address',
      { AUTH_MODE: 'jwt', AUTH_JWKS_URL: undefined },
      /^AUTH_JWKS_URL: is not set; /,
    ],
    ['without an issuer', { AUTH_ISSUER: undefined }, /^AUTH_ISSUER: is not set; /],
    ['without an audience', { AUTH_AUDIENCE: '' }, /^AUTH_AUDIENCE: is not set; /],
    [
      'without an access key',
      { ALIBABA_CLOUD_ACCESS_KEY_ID: undefined },
      /^ALIBABA_CLOUD_ACCESS_KEY_ID: is not set; /,
    ],
    [
      'without a budget',
      { BUDGET_RESUME_LIVE_STREAM: '0' },
      /^BUDGET_RESUME_LIVE_STREAM: 0 is not allowed; use at least/,
    ],
    [
      'with keys over plain HTTP',
      { AUTH_JWKS_URL: 'http://id.example.com/jwks' },
      /^AUTH_JWKS_URL: .* use https/,
    ],
  ])('refuses to start %s, and names the required setting', (_, changed, message) => {
    const faults = faultsWith(changed);
    expect(faults).toEqual([expect.stringMatching(message)]);
    expect(faults.join()).not.toMatch(/LTAI|secret-of-a-test/);
  });

  test('reports all faults together', () => {
    const faults = faultsWith({
      ...WITHOUT_TOKENS,
      LIVE_UPSTREAM: 'emulator',
      AUTH_MODE: 'none',
      HOST: '0.0.0.0',
    });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['AUTH_MODE', 'LIVE_UPSTREAM', 'AUTH_MODE']);
  });
});
