import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { VARIABLES } from '../../src/config/env.js';
import { readConfig } from '../../src/config/read-config.js';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/settings.md'), 'utf8');
const start = readFileSync(join(ROOT, 'docs/index.md'), 'utf8');

/** The rows of every table whose first cell is a variable, each with its default and meaning. */
const rows = Array.from(
  page.matchAll(/^\| `([A-Z_]+)` *\|([^|]*)\|([^|]*)\|$/gm),
  ([, name = '', value = '']) => ({
    name,
    value: value.trim(),
  }),
);

test('docs/settings.md has a row for every setting that is read, and for no other', () => {
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(VARIABLES).toSorted());
});

test('docs/settings.md is as narrow as a screen', () => {
  expect(page.split('\n').filter((line) => line.length > 150)).toEqual([]);
});

test('docs/settings.md names every choice', () => {
  const choices = Object.values(VARIABLES).flatMap(({ allowed }) =>
    allowed.startsWith('one of ') ? allowed.slice('one of '.length).split(', ') : [],
  );
  expect(choices.length).toBeGreaterThan(20);
  expect(choices.filter((choice) => !page.includes(`\`${choice}\``))).toEqual([]);
});

test('docs/settings.md has the defaults that are in force', () => {
  const { config, secrets } = readConfig({});
  const { traces } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }).config.telemetry;
  const real = readConfig({
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    AUTH_MODE: 'dev',
  }).config.upstream;
  const { console: operatorConsole } = readConfig({
    LIVE_UPSTREAM: 'emulator',
    AUTH_JWKS_URL: 'https://id.example.com/keys',
    AUTH_ISSUER: 'https://id.example.com',
    AUTH_AUDIENCE: 'AUTH_AUDIENCE',
    CONSOLE_OIDC_CLIENT_ID: 'console',
  }).config;
  const { budgets, store } = config;
  const defaults = {
    HOST: config.host,
    PORT: config.port,
    LOG_LEVEL: config.logLevel,
    LIVE_ENDPOINT: real.endpoint,
    LIVE_PROTOCOL: real.protocol,
    LIVE_CREDENTIALS: real.credentials,
    LIVE_CLIENT: real.client,
    LIVE_TIMEOUT_MS: real.timeoutMs,
    FORBID_HOURS: config.forbidHours,
    BUDGET_RESUME_LIVE_STREAM: budgets.ResumeLiveStream,
    BUDGET_FORBID_LIVE_STREAM: budgets.ForbidLiveStream,
    BUDGET_DESCRIBE_LIVE_STREAMS_BLOCK_LIST: budgets.DescribeLiveStreamsBlockList,
    BUDGET_DESCRIBE_LIVE_STREAMS_ONLINE_LIST: budgets.DescribeLiveStreamsOnlineList.toFixed(2),
    BUDGET_DESCRIBE_LIVE_DOMAIN_MAPPING: budgets.DescribeLiveDomainMapping.toFixed(2),
    BUDGET_DESCRIBE_LIVE_USER_DOMAINS: budgets.DescribeLiveUserDomains,
    BUDGET_DESCRIBE_LIVE_STREAMS_NOTIFY_URL_CONFIG: budgets.DescribeLiveStreamsNotifyUrlConfig.toFixed(2),
    BUDGET_DESCRIBE_LIVE_STREAMS_NOTIFY_RECORDS: budgets.DescribeLiveStreamsNotifyRecords,
    DEV_TOKEN_KEY_FILE: config.auth.mode === 'dev' ? config.auth.tokenKeyFile : undefined,
    DATABASE_URL: secrets.databaseUrl,
    DATABASE_LISTEN_URL: 'DATABASE_URL',
    STORE_DOWN: store.whenDown,
    REPLICAS: store.replicas,
    LEDGER_RETENTION_DAYS: config.ledgerRetentionDays,
    EVENT_RETENTION_DAYS: config.eventRetentionDays,
    BULK_LEASE_MS: config.bulkLeaseMs,
    REQUEST_TIMEOUT_MS: config.requestTimeoutMs,
    ROUTER_AUTHENTICATION: config.routerAuthentication ? 'on' : 'off',
    CONSOLE_OIDC_SCOPE: operatorConsole?.oidc?.scope,
    CONSOLE_OIDC_AUDIENCE: operatorConsole?.oidc?.audience,
    OTEL_EXPORTER_OTLP_TIMEOUT: traces?.timeoutMs,
    OTEL_TRACES_SAMPLER: traces?.sampler,
    OTEL_TRACES_SAMPLER_ARG: traces?.ratio,
    OTEL_BSP_SCHEDULE_DELAY: traces?.scheduleDelayMs,
    OTEL_SERVICE_NAME: traces?.resource['service.name'],
    OTEL_EXPORTER_OTLP_PROTOCOL: traces?.protocol,
  };
  const documented = rows.flatMap(({ name, value }) => {
    const fixed = /^`([^`]+)`$/.exec(value)?.[1];
    return fixed === undefined ? [] : [[name, fixed]];
  });
  const inForce = Object.entries(defaults).map(([name, value]) => [name, String(value)]);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(inForce));
});

test('docs/settings.md has the defaults that depend on others', () => {
  const jwt = { AUTH_JWKS_URL: 'https://id.example.com/keys', AUTH_ISSUER: 'i', AUTH_AUDIENCE: 'a' };
  const bare = readConfig({}).config;
  const withTokens = readConfig(jwt).config;
  const limits = [withTokens, bare].map(({ callerRequestsPerSecond }) => callerRequestsPerSecond);
  const documented = rows.find(({ name }) => name === 'CALLER_REQUESTS_PER_SECOND')?.value;
  expect(documented).toBe(`\`${String(limits[0])}\` with \`jwt\`, else \`${String(limits[1])}\``);
  expect([bare.upstream.kind, bare.auth.mode, withTokens.auth.mode]).toEqual(['emulator', 'dev', 'jwt']);
  expect([bare.allowedHosts, readConfig({ ...jwt, HOST: '0.0.0.0' }).config.allowedHosts]).toEqual([
    'own',
    'any',
  ]);
});

test('docs/index.md names only settings that are read, each as docs/settings.md has it', () => {
  const named = Array.from(start.matchAll(/^\| (`[A-Z_, `]+`) *\|/gm), ([, names = '']) =>
    names.split(', '),
  ).flat();
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !Object.hasOwn(VARIABLES, name.replaceAll('`', '')))).toEqual([]);
});
