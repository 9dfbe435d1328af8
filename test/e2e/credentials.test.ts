import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';
import { toUpstreamEnv } from '../support/upstream-env.js';

const STS = {
  accessKeyId: 'STS.temporary-key',
  accessKeySecret: 'temporary-secret',
  securityToken: 'temporary-token',
};

/** What a sidecar answers as ALIBABA_CLOUD_CREDENTIALS_URI. */
let answerWith: () => { status: number; body: object };
let sidecar: Server;
let uri: string;

beforeEach(async () => {
  sidecar = createServer((_request, response) => {
    const { status, body } = answerWith();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => sidecar.once('listening', resolve));
  uri = `http://127.0.0.1:${(sidecar.address() as AddressInfo).port}/keys`;
});
afterEach(() => {
  sidecar.closeAllConnections();
  sidecar.close();
});

const good = (lifetimeMs: number) => () => ({
  status: 200,
  body: {
    Code: 'Success',
    AccessKeyId: STS.accessKeyId,
    AccessKeySecret: STS.accessKeySecret,
    SecurityToken: STS.securityToken,
    Expiration: new Date(Date.now() + lifetimeMs).toISOString(),
  },
});

/** A gateway that has its keys from the sidecar, and the emulator that knows them. */
async function startWithSidecar(): Promise<{ emulator: Emulator; gateway: TestGateway }> {
  const emulator = createEmulator(demoWorld({ accounts: [STS] }));
  const { endpoint } = await emulator.listen();
  const gateway = await startGateway({
    ...toUpstreamEnv(endpoint),
    LIVE_CREDENTIALS: 'credentials_uri',
    ALIBABA_CLOUD_CREDENTIALS_URI: uri,
    AUTH_MODE: 'dev',
  });
  return { emulator, gateway };
}

test('temporary keys sign a call and travel in headers, never in the query', async () => {
  answerWith = good(3_600_000);
  const { emulator, gateway } = await startWithSidecar();
  const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(body.errors).toBeUndefined();
  expect(emulator.calls()[0]).toMatchObject({ accessKeyId: STS.accessKeyId, signatureVerified: true });
  expect(emulator.calls()[0]?.rawQuery).not.toMatch(/token|secret|key/i);
  await gateway.close();
  await emulator.close();
});

test('a source that gives no keys is UPSTREAM_DENIED, nothing sent, and readiness says so until it does', async () => {
  answerWith = () => ({ status: 500, body: {} });
  const { emulator, gateway } = await startWithSidecar();
  const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(body.errors?.[0]?.extensions).toEqual({
    code: 'UPSTREAM_DENIED',
    retryable: false,
    outcome: 'NOT_SENT',
    correlationId: expect.any(String),
  });
  expect(emulator.calls()).toEqual([]);
  const ready = (): Promise<Response> => fetch(new URL('/health/ready', gateway.url));
  const failing = await ready();
  expect(failing.status).toBe(503);
  expect(await failing.json()).toMatchObject({ status: 'failing', parts: { credentials: 'failing' } });
  answerWith = good(3_600_000);
  expect((await ready()).status).toBe(200);
  expect((await gateway.post(RESUME, { input: DEMO_STREAM })).body.errors).toBeUndefined();
  await gateway.close();
  await emulator.close();
});
