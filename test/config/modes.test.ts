import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.js';
import { faultsOf } from './faults.js';

const REAL = {
  LIVE_UPSTREAM: 'alibaba',
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
};

describe('AUTH_MODE', () => {
  test.each(['dev', 'none'])(
    '%s with the real upstream is refused on every address except loopback',
    (mode) => {
      for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'gateway.example.com', '::ffff:127.0.0.1'])
        expect(faultsOf({ ...REAL, AUTH_MODE: mode, HOST })).toEqual([
          expect.stringMatching(new RegExp(`^AUTH_MODE: "${mode}" .*only with a loopback HOST; use jwt$`)),
        ]);
      for (const HOST of ['127.0.0.1', '127.1.2.3', 'localhost', '::1'])
        expect(faultsOf({ ...REAL, AUTH_MODE: mode, HOST })).toEqual([]);
    },
  );

  test('dev is allowed on every address with the emulator', () => {
    expect(faultsOf({ AUTH_MODE: 'dev', HOST: '0.0.0.0' })).toEqual([]);
  });
});

describe('NODE_ENV', () => {
  test.each(['production', 'development', 'test', ''])('accepts %j', (NODE_ENV) => {
    expect(faultsOf({ NODE_ENV }).filter((line) => line.startsWith('NODE_ENV'))).toEqual([]);
  });

  test.each(['Production', 'PRODUCTION', 'prod', 'production ', 'staging', 'dev'])(
    '%j is refused',
    (NODE_ENV) => {
      expect(faultsOf({ NODE_ENV })).toEqual([
        `NODE_ENV: ${JSON.stringify(NODE_ENV)} is not allowed; use one of production, development, test`,
      ]);
    },
  );

  test('has the rules of production only with the value production', () => {
    for (const NODE_ENV of ['development', 'test', ''])
      expect(readConfig({ NODE_ENV }).config.production).toBe(false);
  });
});

describe('ALLOWED_ORIGINS', () => {
  const originsOf = (env: Record<string, string>) => readConfig(env).config.allowedOrigins;

  test('is a list of exact origins in the form of browsers', () => {
    expect(
      originsOf({
        ...REAL,
        AUTH_MODE: 'dev',
        ALLOWED_ORIGINS:
          'https://Admin.Example.COM:443, http://localhost:5173,http://[::1]:80,https://admin.example.com,https://bücher.example.com',
      }),
    ).toEqual({
      origins: [
        'https://admin.example.com',
        'http://localhost:5173',
        'http://[::1]',
        'https://xn--bcher-kva.example.com',
      ],
      any: false,
      anyLoopback: false,
    });
  });

  test.each([
    'https://a.example.com/',
    'https://a.example.com/x',
    'https://a.example.com?x',
    'https://a.example.com#x',
    'a.example.com',
    'ftp://a.example.com',
    'https://',
    'https://u@a.example.com',
    'https://*.example.com',
    'http://localhost:*',
    'http://a.example.com:99999',
    'null',
    'https://a.example.com,,',
    ' ',
    'https://a b.example.com',
    'https://a.example.com\\x',
    'https://a..example.com',
  ])('%j is refused', (value) => {
    expect(faultsOf({ ALLOWED_ORIGINS: value })).toEqual([
      expect.stringMatching(/^ALLOWED_ORIGINS: .* is not allowed; use origins such as https:/),
    ]);
  });

  test('* allows any origin, and is refused in production', () => {
    expect(originsOf({ ALLOWED_ORIGINS: '*' })).toMatchObject({ origins: [], any: true });
    const faults = faultsOf({ ALLOWED_ORIGINS: 'https://a.example.com,*', NODE_ENV: 'production' });
    expect(faults).toContainEqual(
      expect.stringMatching(/^ALLOWED_ORIGINS: "\*" is not allowed; list the origins/),
    );
  });

  test('pages of this machine are allowed only in development: with the emulator, on loopback', () => {
    const none = { origins: [], any: false };
    expect(originsOf({})).toEqual({ ...none, anyLoopback: true });
    expect(originsOf({ HOST: '0.0.0.0' })).toEqual({ ...none, anyLoopback: false });
    expect(originsOf({ ...REAL, AUTH_MODE: 'dev' })).toEqual({ ...none, anyLoopback: false });
  });
});

describe('CALLER_READS_PER_SECOND', () => {
  const JWT = { AUTH_JWKS_URL: 'https://id.example.com/jwks', AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' };

  test('is 200 by default if callers can be distinguished, and can be set', () => {
    expect(readConfig(JWT).config.callerReadsPerSecond).toBe(200);
    expect(readConfig({}).config.callerReadsPerSecond).toBe(0);
    expect(readConfig({ CALLER_READS_PER_SECOND: '7' }).config.callerReadsPerSecond).toBe(7);
    expect(readConfig({ ...JWT, CALLER_READS_PER_SECOND: '0' }).config.callerReadsPerSecond).toBe(0);
  });

  test.each(['-1', '1.5', 'many', '1000001'])('%s is refused', (value) => {
    expect(faultsOf({ CALLER_READS_PER_SECOND: value })).toEqual([
      expect.stringMatching(/^CALLER_READS_PER_SECOND: .* use read points a second/),
    ]);
  });
});
