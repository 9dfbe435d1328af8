import { describe, expect, test } from '@jest/globals';
import { findMisspelledSettings } from '../../src/config/misspelled.js';
import { VARIABLES } from '../../src/config/env.js';
import { readConfig } from '../../src/config/read-config.js';
import { faultsOf } from './faults.js';

describe('a variable that looks like a misspelled setting', () => {
  test.each([
    ['GRANT_FILE', 'GRANTS_FILE'],
    ['ALIBABA_CLOUD_ACCES_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_ID'],
    ['AUTH_JWKS_URI', 'AUTH_JWKS_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['grants_file', 'GRANTS_FILE'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['NODE_ENVV', 'NODE_ENV'],
    ['PORTS', 'PORT'],
    ['REPLICA', 'REPLICAS'],
    ['OTEL_EXPORTER_OTLP_ENPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ])('%s is named with the setting %s', (variable, suggestion) => {
    expect(findMisspelledSettings({ [variable]: 'x' })).toEqual([{ variable, suggestion }]);
  });

  test.each(['LIVE_REGION', 'BUDGET_RESUME', 'AUTH_SECRET', 'CALLER_LIMIT'])(
    '%s is named because of a prefix that only settings of the gateway have',
    (variable) => {
      expect(findMisspelledSettings({ [variable]: 'x' })).toEqual([{ variable, suggestion: undefined }]);
    },
  );

  test.each([
    'PATH',
    'HOME',
    'PWD',
    'USER',
    'SHELL',
    'LANG',
    'TERM',
    'TZ',
    'HOSTNAME',
    'NODE_OPTIONS',
    'NODE_PATH',
    'SHLVL',
    'LOGNAME',
    'MAIL',
    'http_proxy',
    'npm_config_cache',
    'OTEL_METRICS_EXPORTER',
    'POD_NAME',
    'ALIBABA_CLOUD_REGION_ID',
    'KUBERNETES_SERVICE_HOST',
    'LIVE_SERVICE_HOST',
    'LIVE_PORT_80_TCP_ADDR',
    'APSARA_GATEWAY_TOKEN',
    'EMULATOR_PORT',
    'POSTGRES_PASSWORD',
  ])('%s is not named', (variable) => {
    expect(findMisspelledSettings({ [variable]: 'x' })).toEqual([]);
  });

  test('is not named if it is empty, and a setting is never named', () => {
    expect(findMisspelledSettings({ GRANT_FILE: '', LIVE_X: undefined })).toEqual([]);
    expect(
      findMisspelledSettings(Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, 'x']))),
    ).toEqual([]);
  });

  test('is a warning that does not stop the start, without its value', () => {
    const { warnings } = readConfig({ GRANT_FILE: 'a-secret', LIVE_REGION: 'a-secret' });
    expect(warnings).toEqual([
      'GRANT_FILE: is not a setting; did you mean GRANTS_FILE?',
      'LIVE_REGION: is not a setting',
    ]);
  });

  test('is named after the faults of a refused start, since it may be their cause', () => {
    expect(
      faultsOf({ AUTH_MODE: 'jwt', AUTH_JWKS_URI: 'a-secret', AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' }),
    ).toEqual([
      'AUTH_JWKS_URL: is not set; AUTH_MODE=jwt needs it',
      'AUTH_JWKS_URI: is not a setting; did you mean AUTH_JWKS_URL?',
    ]);
  });
});
