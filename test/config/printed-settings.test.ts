import { describe, expect, test } from '@jest/globals';
import { VARIABLES } from '../../src/config/env.js';
import { maskUrl, maskUrls, maskUrlsIn, toPrintable } from '../../src/config/mask-url.js';
import { readConfig } from '../../src/config/read-config.js';
import { faultsOf } from './faults.js';

const JWT = {
  AUTH_JWKS_URL: 'https://id.example.com/jwks?code=a-secret',
  AUTH_ISSUER: 'https://user:a-secret@id.example.com/',
  AUTH_AUDIENCE: 'https://gateway.example.com/?key=a-secret',
};

describe('a printed URL', () => {
  test.each([
    ['https://id.example.com/jwks', 'https://id.example.com/jwks'],
    ['https://user:a-secret@id.example.com/jwks', 'https://***@id.example.com/jwks'],
    ['https://a-secret@id.example.com', 'https://***@id.example.com'],
    ['https://id.example.com/jwks?code=a-secret#a-secret', 'https://id.example.com/jwks?***'],
    ['https://id.example.com/jwks#a-secret', 'https://id.example.com/jwks#***'],
    ['postgres://user:a-secret/@?#,a-secret@db:5432/live', 'postgres://***@db:5432/live'],
    ['user:a-secret@live.aliyuncs.com', '***@live.aliyuncs.com'],
    ['live.aliyuncs.com?key=a-secret', 'live.aliyuncs.com?***'],
    ['https://id.example.com?', 'https://id.example.com?'],
    ['live.aliyuncs.com:443', 'live.aliyuncs.com:443'],
  ])('%s is %s', (url, printed) => {
    expect(maskUrl(url)).toBe(printed);
  });

  test('is masked in a list with any other entries', () => {
    expect(maskUrls('https://u:a-secret,x@a.example.com/?k=a-secret, http://b.example.com,c')).toBe(
      'https://***@a.example.com/?***, http://b.example.com,c',
    );
  });

  test('is masked in a sentence', () => {
    expect(maskUrlsIn('no answer of "https://u:a-secret@a.example.com/x?k=a-secret", tried twice')).toBe(
      'no answer of "https://***@a.example.com/x?***", tried twice',
    );
  });
});

describe('the current settings', () => {
  test('are printed without user, password and query of any URL', () => {
    const { config } = readConfig({
      ...JWT,
      SUBSCRIPTION_CALLBACKS: 'https://user:a-secret@router.example.com/a?k=a-secret,http://b.example.com/b',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://otel.example.com/v1/traces?key=a-secret',
      OTEL_RESOURCE_ATTRIBUTES: 'service.origin=https://user:a-secret@git.example.com/x',
      DATABASE_URL: 'postgres://user:a-secret@db/live',
      GRANTS_FILE: 'https://user:a-secret@files.example.com/grants.yaml',
      TRUSTED_DOCUMENTS: 'https://user:a-secret@files.example.com/documents.json',
    });
    const printed = toPrintable(config);
    expect(printed).not.toContain('a-secret');
    expect(JSON.parse(printed)).toMatchObject({
      auth: { mode: 'jwt', jwksUrl: 'https://id.example.com/jwks?***' },
      subscriptionCallbacks: ['https://***@router.example.com/a?***', 'http://b.example.com/b'],
      telemetry: { traces: { url: 'https://otel.example.com/v1/traces?***' } },
    });
    expect(config.subscriptionCallbacks[0]).toContain('a-secret');
  });
});

describe('a setting that is refused', () => {
  const wrong = 'xx://user:a-secret@host.example.com/path?key=a-secret';

  test.each(Object.keys(VARIABLES))('%s is printed without user, password and query of a URL', (name) => {
    expect(faultsOf({ [name]: wrong }).join('\n')).not.toContain('a-secret');
  });

  test.each([
    [
      'SUBSCRIPTION_CALLBACKS',
      'ftp://u:a-secret@h.example.com/p?k=a-secret',
      '"ftp://***@h.example.com/p?***"',
    ],
    ['AUTH_JWKS_URL', 'ftp://u:a-secret@h.example.com/p?k=a-secret', '"ftp://***@h.example.com/p?***"'],
    ['LIVE_ENDPOINT', 'u:a-secret@live.aliyuncs.com', '"***@live.aliyuncs.com"'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://u:a-secret@h.example.com', '"http://***@h.example.com"'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://u:a-secret@h.example.com', '"http://***@h.example.com"'],
    ['DATABASE_URL', 'mysql://u:a-secret@h.example.com/live', '"mysql://***@h.example.com/live"'],
    ['ALIBABA_CLOUD_CREDENTIALS_URI', 'ftp://u:a-secret@h.example.com/p', '"ftp://***@h.example.com/p"'],
    ['ALLOWED_ORIGINS', 'https://u:a-secret@h.example.com', '"https://***@h.example.com"'],
    ['ALLOWED_HOSTS', 'https://u:a-secret@h.example.com', '"https://***@h.example.com"'],
  ])('%s is shown with its host', (name, value, shown) => {
    expect(faultsOf({ [name]: value }).find((line) => line.startsWith(`${name}: `))).toContain(
      `${shown} is not allowed; use `,
    );
  });

  test.each(['DATABASE_URL', 'ALIBABA_CLOUD_CREDENTIALS_URI', 'OTEL_EXPORTER_OTLP_HEADERS'])(
    '%s is not shown if it is not a URL',
    (name) => {
      expect(faultsOf({ [name]: 'a-secret' })[0]).toMatch(
        new RegExp(`^${name}: its value is not allowed; use `),
      );
    },
  );

  test('an endpoint with an invalid port is refused before any connection', () => {
    expect(faultsOf({ LIVE_ENDPOINT: '127.0.0.1:99999' })).toEqual([
      'LIVE_ENDPOINT: "127.0.0.1:99999" is not allowed; use host or host:port, without scheme or path',
    ]);
  });
});
