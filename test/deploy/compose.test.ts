import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadGrants } from '../../src/access/grants-file.js';
import { readConfig } from '../../src/config/read-config.js';
import { exists, longestStopMs, readSettings, readText, readYaml, unknownAmong } from './manifests.js';

const service = z.object({
  image: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  env_file: z.string().optional(),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  deploy: z.object({ replicas: z.number() }).optional(),
  stop_grace_period: z.string().optional(),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
});

const { services, volumes } = readYaml(
  'compose.yaml',
  z.object({
    services: z.object({ proxy: service, gateway: service, database: service }),
    volumes: z.record(z.string(), z.unknown()),
  }),
);
const { proxy, gateway, database } = services;
const example = readSettings('deploy/compose/gateway.env.example');
/** The values that the operator fills in. */
const FILLED_IN = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  AUTH_JWKS_URL: 'https://id.example.com/jwks',
  AUTH_ISSUER: 'https://id.example.com',
  AUTH_AUDIENCE: 'gateway',
};

/** Substitutes the one variable in the same way as compose. */
function interpolate(value: string): string {
  return value.replace(/\$\{POSTGRES_PASSWORD:\?[^}]*\}/, 'password');
}

test('the gateway starts with the values in the file and those that the example requires', () => {
  expect(Object.keys(example).sort()).toEqual([...Object.keys(FILLED_IN), 'POSTGRES_PASSWORD'].sort());
  expect(unknownAmong([...Object.keys(gateway.environment), ...Object.keys(FILLED_IN)])).toEqual([]);
  const environment = Object.entries(gateway.environment).map(
    ([name, value]) => [name, interpolate(value)] as const,
  );
  const { config } = readConfig({
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    ...Object.fromEntries(environment),
    ...FILLED_IN,
  });
  expect(config).toMatchObject({
    upstream: { kind: 'alibaba', credentials: 'env' },
    auth: { mode: 'jwt' },
    store: { kind: 'postgres' },
  });
});

test('the file has no secret: secrets come from a file that is not in version control', () => {
  expect(Object.values(example).filter((value) => value !== '')).toEqual([]);
  expect(readText('deploy/compose/.gitignore').split('\n')).toContain(gateway.env_file?.split('/').at(-1));
  const secrets = [gateway, database].flatMap(({ environment }) =>
    Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|KEY|DATABASE_URL/.test(name)),
  );
  expect(secrets.length).toBeGreaterThan(0);
  for (const [, value] of secrets) expect(value).toContain('${POSTGRES_PASSWORD:?');
});

test('the number of gateways is REPLICAS, and the proxy has an entry for each', () => {
  const replicas = gateway.deploy?.replicas;
  expect(replicas).toBeGreaterThan(1);
  expect(gateway.environment['REPLICAS']).toBe(String(replicas));
  expect(readText('deploy/compose/haproxy.cfg')).toMatch(
    new RegExp(`server-template gateway ${String(replicas)} gateway:4000 check`),
  );
});

test('the proxy waits for a ready gateway, and the gateway waits for a healthy database', () => {
  expect(proxy.depends_on).toEqual({ gateway: { condition: 'service_healthy' } });
  expect(gateway.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  expect(gateway.healthcheck?.test.join(' ')).toContain('/health/ready');
  // During its initialization, PostgreSQL answers on its socket, but not yet by address.
  expect(database.healthcheck?.test).toEqual(expect.arrayContaining(['pg_isready', '-h', '127.0.0.1']));
  expect(database.image).toMatch(/^postgres:17-/);
});

test('the gateway gets time to stop, and can write only in its volume', () => {
  expect(Number.parseInt(gateway.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(longestStopMs());
  expect(gateway.init).toBe(true);
  expect(gateway.read_only).toBe(true);
  expect(gateway.cap_drop).toEqual(['ALL']);
  expect(gateway.security_opt).toEqual(['no-new-privileges:true']);
});

test('only the proxy is reachable, on loopback, and it forwards only GraphQL', () => {
  expect([gateway.ports, database.ports]).toEqual([[], []]);
  expect(proxy.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  const config = readText('deploy/compose/haproxy.cfg');
  expect(config).toContain(
    'http-request deny deny_status 404 unless { path /graphql } || { path_beg /graphql/ }',
  );
  expect(config).toContain('option httpchk GET /health/ready');
});

test('the proxy never repeats a request that may have arrived', () => {
  const retries = readText('deploy/compose/haproxy.cfg').match(/^\s*retry-on .*$/gm);
  expect(retries?.map((line) => line.trim())).toEqual(['retry-on conn-failure']);
});

test('mounted files exist, are read-only, and the grants are valid', () => {
  const mounts = [proxy, gateway, database].flatMap((one) => one.volumes).map((volume) => volume.split(':'));
  for (const [source = '', , mode] of mounts) {
    if (source.startsWith('./')) {
      expect(exists(source)).toBe(true);
      expect(mode).toBe('ro');
    } else expect(Object.keys(volumes)).toContain(source);
  }
  const grants = mounts.find(([, target]) => target === gateway.environment['GRANTS_FILE']);
  expect(loadGrants(grants?.[0] ?? '')).not.toEqual([]);
});
