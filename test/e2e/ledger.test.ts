import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { openStore } from '../../src/store/open-store.js';
import { type Action } from '../../src/stream/ledger.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { startGatewayProcess } from '../support/gateway-process.js';
import { createDatabase, hasPostgres, type Database } from '../support/postgres.js';
import { FORBID, RESUME } from '../support/queries.js';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { listActionsOf } from '../support/actions.js';

const UNTIL = '2040-01-02T03:04:05.000Z';

/** The ledger entries of the stream, read over a separate connection. */
async function readLedger(url: string): Promise<readonly Action[]> {
  const store = await openStore({ url });
  try {
    return (await listActionsOf(store.ledger, DEMO_STREAM, { first: 100 })).actions;
  } finally {
    await store.close();
  }
}

describe('a gateway with a file', () => {
  let folder: string;
  let url: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    url = `file:${join(folder, 'data/gateway.db')}`;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('writes one record of each action to it, with every field', async () => {
    const gateway = await startGateway({ DATABASE_URL: url });
    const correlated = (id: string) => ({ 'x-correlation-id': id });
    const forbid = { ...DEMO_STREAM, until: UNTIL, reason: 'rights holder complained' };
    await gateway.post(FORBID, { input: forbid }, correlated('forbid-1'));
    await gateway.post(
      RESUME,
      { input: { ...DEMO_STREAM, reason: 'appeal granted' } },
      correlated('resume-1'),
    );
    const requestIds = gateway.emulator.calls().map(({ requestId }) => requestId);
    await gateway.close();

    const [resumed, forbidden, ...others] = await readLedger(url);
    const account = 'default';
    const about = {
      id: expect.any(String),
      account,
      address: DEMO_STREAM,
      subject: 'developer',
      jobId: undefined,
    };
    const ended = { outcome: 'SUCCEEDED', code: undefined };
    const times = { startedAt: expect.any(Date), finishedAt: expect.any(Date) };
    expect(forbidden).toEqual({
      ...about,
      ...ended,
      ...times,
      kind: 'FORBID',
      until: new Date(UNTIL),
      reason: 'rights holder complained',
      correlationId: 'forbid-1',
      requestId: requestIds[0],
    });
    expect(resumed).toEqual({
      ...about,
      ...ended,
      ...times,
      kind: 'RESUME',
      until: undefined,
      reason: 'appeal granted',
      correlationId: 'resume-1',
      requestId: requestIds[1],
    });
    expect(others).toEqual([]);
  });

  test('that is killed between intent and outcome shows the action as UNKNOWN after its restart', async () => {
    const emulator = createEmulator(demoWorld());
    const { endpoint } = await emulator.listen();
    const env = { DATABASE_URL: url };
    const first = await startGatewayProcess(endpoint, env);
    emulator.inject({ fault: 'hang', operation: 'ResumeLiveStream', times: 9 });
    const lost = first.resume(DEMO_STREAM).catch(() => 'lost');
    while (emulator.calls({ action: 'ResumeLiveStream' }).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    first.process.kill('SIGKILL');
    expect(await lost).toBe('lost');
    await first.ended;

    const second = await startGatewayProcess(endpoint, env);
    const { data } = await second.post(
      `query ($domainName: String!, $appName: String!, $streamName: String!) {
        liveStream(domainName: $domainName, appName: $appName, streamName: $streamName) {
          actions { edges { node { kind outcome requestId } } }
        }
      }`,
      DEMO_STREAM,
    );
    expect(data).toEqual({
      liveStream: { actions: { edges: [{ node: { kind: 'RESUME', outcome: 'UNKNOWN', requestId: null } }] } },
    });
    second.process.kill('SIGKILL');
    await second.ended;
    await emulator.close();
  }, 30_000);
});

(hasPostgres ? describe : describe.skip)('a ledger whose database goes away', () => {
  let database: Database;
  let proxy: TcpProxy;
  let emulator: Emulator;
  let gateway: TestGateway | undefined;
  beforeEach(async () => {
    database = await createDatabase();
    const own = new URL(database.url);
    proxy = await createTcpProxy({ host: own.hostname, port: Number(own.port) });
    emulator = createEmulator(demoWorld({ limits: 'off' }));
  });
  afterEach(async () => {
    await gateway?.close();
    gateway = undefined;
    await emulator.close();
    await proxy.close();
    await database.drop();
  });
  async function start(whenDown: string): Promise<TestGateway> {
    const env = { DATABASE_URL: database.gatewayUrl(proxy.port), STORE_DOWN: whenDown };
    return (gateway = await startGateway({ LIVE_CLIENT: 'core', ...env }, { emulator }));
  }
  const resume = async (from: TestGateway) => (await from.post(RESUME, { input: DEMO_STREAM })).body.errors;

  test('refuse: an action that cannot be recorded is not sent', async () => {
    const one = await start('refuse');
    expect(await resume(one)).toBeUndefined();
    await proxy.cut();
    const sent = emulator.calls().length;
    expect((await resume(one))?.[0]?.extensions).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      outcome: 'NOT_SENT',
    });
    expect(emulator.calls()).toHaveLength(sent);
    await proxy.mend();
    expect(await readLedger(database.gatewayUrl())).toHaveLength(1);
  });

  test('degrade: an action that cannot be recorded is still sent, and is recorded again when the store is back', async () => {
    await proxy.cut();
    const one = await start('degrade');
    expect(await resume(one)).toBeUndefined();
    expect(emulator.calls({ action: 'ResumeLiveStream' })).toHaveLength(1);
    await proxy.mend();
    const url = database.gatewayUrl();
    let recorded = await readLedger(url);
    while (recorded.length === 0) {
      expect(await resume(one)).toBeUndefined();
      recorded = await readLedger(url);
    }
    expect(recorded[0]).toMatchObject({ kind: 'RESUME', subject: 'developer', outcome: 'SUCCEEDED' });
    expect(recorded.length).toBeLessThan(emulator.calls({ action: 'ResumeLiveStream' }).length);
  });
});
