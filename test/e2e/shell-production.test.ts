import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createEmulator } from '../../src/emulator/server.js';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { AUDIENCE, createJwksServer, ISSUER, type JwksServer } from '../support/jwks-server.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';
import { ask, send, type Target } from './hostile/exchange.js';

const emulator = createEmulator(demoWorld());
let server: JwksServer;
let env: Record<string, string>;

beforeAll(async () => {
  server = await createJwksServer();
  const { endpoint } = await emulator.listen();
  env = {
    NODE_ENV: 'production',
    ...toUpstreamEnv(endpoint),
    ...DEMO_KEYS,
    AUTH_JWKS_URL: server.url,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
  };
});
afterAll(async () => {
  await emulator.close();
  await server.close();
});

const toTarget = async (gateway: TestGateway): Promise<Target> => ({
  port: Number(new URL(gateway.url).port),
  token: await server.mint(),
});

describe('in production', () => {
  let gateway: TestGateway;
  let target: Target;
  beforeAll(async () => {
    gateway = await startGateway(env);
    target = await toTarget(gateway);
  });
  afterAll(() => gateway.close());

  test.each(['{ __schema { types { name } } }', '{ __type(name: "Query") { name } }'])(
    'introspection is off: %s',
    async (query) => {
      const { status, code, text } = await ask(target, query);
      expect({ status, code }).toEqual({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
      expect(text).not.toContain('LiveStream');
    },
  );

  test.each([
    ['fields', '{ liveStreem }', 'liveStream'],
    [
      'arguments',
      '{ liveStream(domainName: "a", appName: "b", streamName: "c", streamNam: "d") { id } }',
      'streamName',
    ],
    [
      'types',
      '{ liveStream(domainName: "a", appName: "b", streamName: "c") { ... on LiveStrem { id } } }',
      'LiveStream',
    ],
    [
      'values of enums',
      'mutation { resumeLiveStream(input: { domainName: "a", appName: "b", streamName: "c", liveStreamType: PUBLISHR }) { requestId } }',
      'PUBLISHER',
    ],
  ])('errors suggest no %s', async (_, query, hidden) => {
    const { status, text } = await ask(target, query);
    expect(status).toBe(400);
    expect(text).not.toMatch(new RegExp(`\\b${hidden}\\b`));
    expect(text).not.toContain('Did you mean');
  });

  test('values of enums in variables are also not suggested', async () => {
    const query = 'mutation($i: ResumeLiveStreamInput!) { resumeLiveStream(input: $i) { requestId } }';
    const i = { domainName: 'a.b', appName: 'b', streamName: 'c', liveStreamType: 'PUBLISHR', reeson: '' };
    const { code, text } = await ask(target, query, { i });
    expect(code).toBe('BAD_USER_INPUT');
    expect(text).not.toMatch(/PUBLISHER|PUBLISHR|reason|Did you mean/);
  });

  test('there is no explorer', async () => {
    const { status, text } = await send(target, { method: 'GET', headers: { accept: 'text/html' } });
    expect(status).toBe(406);
    expect(text).not.toContain('<html');
  });

  test('any host name is accepted, because the proxy in front selects the names', async () => {
    const got = await ask(target, '{ __typename }', undefined, { host: 'live.example.org' });
    expect(got.status).toBe(200);
  });
});

test('ALLOWED_HOSTS limits the accepted host names, also in production, and probes use an address', async () => {
  const gateway = await startGateway({ ...env, ALLOWED_HOSTS: 'live.example.org, live.example.net' });
  const target = await toTarget(gateway);
  const under = async (host: string): Promise<number> =>
    (await ask(target, '{ __typename }', undefined, { host })).status;
  expect(await under('live.example.org')).toBe(200);
  expect(await under('LIVE.example.net:443')).toBe(200);
  expect(await under('live.example.com')).toBe(421);
  expect(await under(`127.0.0.1:${target.port}`)).toBe(200);
  await gateway.close();
});

test('without token keys it starts, is not ready, refuses every caller, and becomes ready without a restart', async () => {
  const late = await createJwksServer();
  late.setMode('error');
  const gateway = await startGateway({ ...env, AUTH_JWKS_URL: late.url });
  const ready = async (): Promise<[number, unknown]> => {
    const response = await fetch(new URL('/health/ready', gateway.url));
    return [response.status, await response.json()];
  };
  expect(await ready()).toEqual([
    503,
    {
      status: 'failing',
      parts: { credentials: 'ok', keys: 'failing', store: 'ok' },
      reasons: { keys: 'status' },
      breaker: 'closed',
      client: 'core',
      changes: 'local',
    },
  ]);
  const token = await late.mint();
  const { body } = await gateway.post(
    'mutation { resumeLiveStream(input: { domainName: "a.b", appName: "c", streamName: "d" }) { requestId } }',
    {},
    { authorization: `Bearer ${token}` },
  );
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT' });

  late.setMode('ok');
  const until = Date.now() + 10_000;
  while ((await ready())[0] !== 200 && Date.now() < until) await new Promise((next) => setTimeout(next, 50));
  expect((await ready())[0]).toBe(200);
  await gateway.close();
  await late.close();
});
