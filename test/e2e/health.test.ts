import { afterEach, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';
import { RESUME } from '../support/queries.js';
import { createTcpProxy } from '../support/tcp-proxy.js';

let gateway: TestGateway;
afterEach(() => gateway.close());

async function ready(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL('/health/ready', gateway.url));
  return { status: response.status, body: await response.json() };
}

test('a key that the upstream rejects makes the gateway not ready until a call succeeds', async () => {
  gateway = await startGateway({ LIVE_CLIENT: 'core' });
  expect((await ready()).status).toBe(200);
  gateway.emulator.inject({ fault: 'InvalidAccessKeyId.NotFound', times: 1 });
  const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(body.errors?.[0]?.extensions['code']).toBe('UPSTREAM_DENIED');
  expect(await ready()).toMatchObject({
    status: 503,
    body: { status: 'failing', parts: { credentials: 'failing' }, reasons: { credentials: 'rejected' } },
  });
  expect((await fetch(new URL('/health/live', gateway.url))).status).toBe(200);
  await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(await ready()).toMatchObject({ status: 200, body: { parts: { credentials: 'ok' } } });
});

test('a clock that is wrong by 20 minutes makes the gateway not ready, with the reason clock, until a call succeeds', async () => {
  let aheadMs = 20 * 60_000;
  const emulator = createEmulator(demoWorld({ now: () => Date.now() + aheadMs }));
  gateway = await startGateway({ LIVE_CLIENT: 'core' }, { emulator });
  const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(body.errors?.[0]?.extensions).toMatchObject({
    code: 'UPSTREAM_DENIED',
    outcome: 'REJECTED',
    upstreamCode: 'InvalidTimeStamp.Expired',
  });
  expect(await ready()).toMatchObject({
    status: 503,
    body: { status: 'failing', parts: { credentials: 'failing' }, reasons: { credentials: 'clock' } },
  });
  aheadMs = 0;
  expect((await gateway.post(RESUME, { input: DEMO_STREAM })).body.errors).toBeUndefined();
  expect((await ready()).status).toBe(200);
});

test('a missing permission of the account does not make the gateway not ready', async () => {
  gateway = await startGateway({ LIVE_CLIENT: 'core' });
  gateway.emulator.inject({ fault: 'Forbidden.RAM', times: 1 });
  await gateway.post(RESUME, { input: DEMO_STREAM });
  expect((await ready()).status).toBe(200);
});

(hasPostgres ? test : test.skip).each([
  ['refuse', 503, 'failing'],
  ['degrade', 200, 'ok'],
])(
  'with a store that is gone, or lets no byte through, and STORE_DOWN=%s, readiness is %i until it is back',
  async (whenDown, status, part) => {
    const database = await createDatabase();
    const { hostname: host, port } = new URL(database.url);
    const proxy = await createTcpProxy({ host, port: Number(port) });
    gateway = await startGateway({ DATABASE_URL: database.gatewayUrl(proxy.port), STORE_DOWN: whenDown });
    expect((await ready()).status).toBe(200);
    await proxy.cut();
    expect(await ready()).toMatchObject({ status, body: { parts: { store: part } } });
    await proxy.mend();
    expect((await ready()).status).toBe(200);
    proxy.stall();
    expect(await ready()).toMatchObject({ status, body: { parts: { store: part } } });
    await proxy.mend();
    await gateway.close();
    await proxy.close();
    await database.drop();
  },
);
