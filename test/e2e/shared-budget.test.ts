import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { type TestGateway, startGateway } from '../support/gateway.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';
import { RESUME } from '../support/queries.js';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

const BUDGETS = '{ liveCallBudgets { available } }';
const TRIES = 200;

(hasPostgres ? describe : describe.skip)('gateways with one DATABASE_URL', () => {
  const gateways: TestGateway[] = [];
  const emulators: Emulator[] = [];
  let database: Database;
  let proxy: TcpProxy;
  let url: string;

  beforeEach(async () => {
    database = await createDatabase();
    const own = new URL(database.url);
    proxy = await createTcpProxy({ host: own.hostname, port: Number(own.port) });
    url = database.gatewayUrl(proxy.port);
  });
  afterEach(async () => {
    await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
    // A gateway that could not start has not closed its emulator.
    await Promise.all(emulators.splice(0).map((emulator) => emulator.close()));
    await proxy.close();
    await database.drop();
  });

  async function start(whenDown = 'refuse'): Promise<TestGateway> {
    const env = { DATABASE_URL: url, STORE_DOWN: whenDown, REPLICAS: '2', BUDGET_RESUME_LIVE_STREAM: '20' };
    const emulator = createEmulator(demoWorld({ limits: 'off' }));
    emulators.push(emulator);
    const gateway = await startGateway({ LIVE_CLIENT: 'core', ...env }, { emulator });
    gateways.push(gateway);
    return gateway;
  }
  const resume = async (gateway: TestGateway) => (await gateway.post(RESUME, { input: DEMO_STREAM })).body;
  const readiness = async (gateway: TestGateway): Promise<unknown> =>
    (await fetch(new URL('/health/ready', gateway.url))).json();

  test('use one budget together', async () => {
    const [one, two] = [await start(), await start()];
    for (let call = 0; call < 5; call += 1) expect((await resume(one)).errors).toBeUndefined();
    const { body } = await two.post(BUDGETS);
    const [budget] = body.data?.['liveCallBudgets'] as { available: number }[];
    expect(budget?.available).toBeLessThan(20);
  });

  test('refuse with a reason and are not ready while it is unavailable, and recover without a restart', async () => {
    const gateway = await start();
    expect(await readiness(gateway)).toMatchObject({ status: 'ready', parts: { store: 'ok' } });
    await proxy.cut();
    const { errors } = await resume(gateway);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      outcome: 'NOT_SENT',
      retryable: true,
      retryAfterMs: expect.any(Number),
    });
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONN|postgres/);
    expect(gateway.emulator.calls()).toEqual([]);
    expect(await readiness(gateway)).toMatchObject({ status: 'failing', parts: { store: 'failing' } });
    await proxy.mend();
    let answer = await resume(gateway);
    for (let n = 0; n < TRIES && answer.errors !== undefined; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      answer = await resume(gateway);
    }
    expect(answer.errors).toBeUndefined();
    expect(await readiness(gateway)).toMatchObject({ status: 'ready' });
  });

  test('start without it, and work alone and ready, if STORE_DOWN is degrade', async () => {
    await proxy.cut();
    const gateway = await start('degrade');
    expect(await readiness(gateway)).toEqual(expect.objectContaining({ status: 'ready' }));
    expect((await resume(gateway)).errors).toBeUndefined();
    expect(gateway.emulator.calls()).toHaveLength(1);
  });

  test('share one budget again when it is available, after one had to start without it', async () => {
    await proxy.cut();
    const one = await start('degrade');
    expect((await resume(one)).errors).toBeUndefined();
    await proxy.mend();
    const two = await start();
    let left = 20;
    for (let n = 0; n < TRIES && left === 20; n += 1) {
      await resume(one);
      const { body } = await two.post(BUDGETS);
      left = (body.data?.['liveCallBudgets'] as { available: number }[])[0]?.available ?? 20;
    }
    expect(left).toBeLessThan(20);
  });

  test('do not start without it if STORE_DOWN is refuse, and print one line that names no host', async () => {
    await proxy.cut();
    await expect(start()).rejects.toThrow(/^DATABASE_URL: the database cannot be used \(\w+\);[^\n]*$/);
    await expect(start()).rejects.not.toThrow('127.0.0.1');
  });
});
