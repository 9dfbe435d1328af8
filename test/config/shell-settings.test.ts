import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.js';
import { faultsOf } from './faults.js';

const JWT = {
  AUTH_JWKS_URL: 'https://id.example.com/jwks',
  AUTH_ISSUER: 'https://id.example.com/',
  AUTH_AUDIENCE: 'live-gateway',
};
const configOf = (env: Record<string, string>) => readConfig(env).config;

describe('the settings of the shell', () => {
  test('only the names of this machine are accepted in development', () => {
    expect(configOf({}).allowedHosts).toBe('own');
    expect(configOf({ HOST: '0.0.0.0' }).allowedHosts).toBe('own');
    expect(configOf(JWT).allowedHosts).toBe('own');
  });

  test('any name is accepted in a deployment that a token protects', () => {
    expect(configOf({ ...JWT, HOST: '0.0.0.0' }).allowedHosts).toBe('any');
  });

  test('ALLOWED_HOSTS is a list of names', () => {
    expect(configOf({ ALLOWED_HOSTS: 'a.example.com, b-c.example.com' }).allowedHosts).toEqual([
      'a.example.com',
      'b-c.example.com',
    ]);
    for (const wrong of ['*', 'https://a.example.com', 'a.example.com:80', 'a,,b', ' '])
      expect(faultsOf({ ALLOWED_HOSTS: wrong })).toEqual([
        expect.stringMatching(/^ALLOWED_HOSTS: .*host names without port/),
      ]);
  });

  test('a caller is limited by default if callers can be distinguished, and the limit can be set', () => {
    expect(configOf(JWT).callerRequestsPerSecond).toBe(20);
    expect(configOf({}).callerRequestsPerSecond).toBe(0);
    expect(configOf({ CALLER_REQUESTS_PER_SECOND: '7' }).callerRequestsPerSecond).toBe(7);
    expect(configOf({ ...JWT, CALLER_REQUESTS_PER_SECOND: '0' }).callerRequestsPerSecond).toBe(0);
    for (const wrong of ['-1', '1.5', 'many', '100001'])
      expect(faultsOf({ CALLER_REQUESTS_PER_SECOND: wrong })).toHaveLength(1);
  });

  test('the schema marks for a router which fields need a token, if this is set', () => {
    expect(configOf({}).routerAuthentication).toBe(false);
    expect(configOf({ ROUTER_AUTHENTICATION: 'on' }).routerAuthentication).toBe(true);
    expect(faultsOf({ ROUTER_AUTHENTICATION: 'yes' })).toHaveLength(1);
  });

  test.each([
    'http://id.example.com/jwks',
    'https://user:secret@id.example.com/jwks',
    'http://127.0.0.1.example.com/',
  ])('keys must not come from a URL where they can be changed in transit: %s', (url) => {
    const faults = faultsOf({ ...JWT, AUTH_JWKS_URL: url });
    expect(faults).toEqual([
      expect.stringMatching(/^AUTH_JWKS_URL: .*use https, or http on a loopback address/),
    ]);
    expect(faults[0]).not.toContain('secret');
  });

  test.each([
    'http://127.0.0.1:9/jwks',
    'http://localhost/jwks',
    'http://[::1]:9/jwks',
    'https://id.example.com/jwks',
  ])('keys may come from %s', (url) => {
    expect(faultsOf({ ...JWT, AUTH_JWKS_URL: url })).toEqual([]);
  });
});
