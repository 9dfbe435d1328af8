import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { loadShape } from '../support/generated-client-shape.js';
import { createKeptLog } from '../support/log-lines.js';
import { RESUME } from '../support/queries.js';
import { toUpstreamEnv } from '../support/upstream-env.js';

const STS = {
  accessKeyId: 'STS.temporary-key',
  accessKeySecret: 'temporary-secret',
  securityToken: 'temporary-token',
};

type Answer = (response: ServerResponse) => void;

/** The answer of the sidecar at ALIBABA_CLOUD_CREDENTIALS_URI. */
let answer: Answer;
let asked: number;
let sidecar: Server;
let uri: string;
let emulator: Emulator;
let gateway: TestGateway | undefined;
const { logger, lines } = createKeptLog();

beforeEach(async () => {
  lines.length = asked = 0;
  answer = good;
  sidecar = createServer((_request, response) => {
    asked += 1;
    answer(response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => sidecar.once('listening', resolve));
  uri = `http://127.0.0.1:${(sidecar.address() as AddressInfo).port}/keys-of-the-account`;
  emulator = createEmulator(demoWorld({ accounts: [STS] }));
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
  await emulator.close();
  sidecar.closeAllConnections();
  sidecar.close();
});

const respond =
  (status: number, body: object | string): Answer =>
  (response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };
const good: Answer = (response) => {
  respond(200, {
    Code: 'Success',
    AccessKeyId: STS.accessKeyId,
    AccessKeySecret: STS.accessKeySecret,
    SecurityToken: STS.securityToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  })(response);
};
const hang: Answer = () => undefined;

const CLIENTS = ['core', 'sdk'] as const;

/** A gateway that gets its keys from the sidecar, and the emulator that accepts them. */
async function start(
  client: (typeof CLIENTS)[number] = 'core',
  env: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const { endpoint } = await emulator.listen();
  gateway = await startGateway(
    {
      ...toUpstreamEnv(endpoint),
      LIVE_CREDENTIALS: 'credentials_uri',
      ALIBABA_CLOUD_CREDENTIALS_URI: uri,
      AUTH_MODE: 'dev',
      LIVE_CLIENT: client,
      ...env,
    },
    { logger, upstream: { loadSdk: () => loadShape() } },
  );
  return gateway;
}

async function ready(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL('/health/ready', gateway?.url));
  return { status: response.status, body: await response.json() };
}

const linesOf = (msg: string): Record<string, unknown>[] =>
  lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['msg'] === msg && line['level'] !== 'debug');

function expectNoSecrets(...texts: readonly string[]): void {
  const told = [...texts, ...lines].join('\n');
  for (const secret of [
    ...Object.values(STS),
    new URL(uri).host,
    'keys-of-the-account',
    'a text of the source',
  ])
    expect(told).not.toContain(secret);
}

test('temporary keys sign a call, and their token is in headers, never in the query', async () => {
  const gate = await start();
  const { body } = await gate.post(RESUME, { input: DEMO_STREAM });
  expect(body.errors).toBeUndefined();
  expect(emulator.calls()[0]).toMatchObject({ accessKeyId: STS.accessKeyId, signatureVerified: true });
  expect(emulator.calls()[0]?.rawQuery).not.toMatch(/token|secret|key/i);
});

describe.each(CLIENTS)('through %s, a source of keys', (client) => {
  test.each([
    ['answers 500', respond(500, { Message: 'a text of the source' }), 'status'],
    ['answers 429', respond(429, 'a text of the source'), 'status'],
    ['answers with a page', respond(200, '<html>a text of the source</html>'), 'not_json'],
    ['breaks the connection', (response: ServerResponse) => response.socket?.destroy(), 'reset'],
  ] as const)(
    'that %s is UPSTREAM_UNAVAILABLE, nothing sent, until it answers again',
    async (_what, fault, reason) => {
      answer = fault;
      const gate = await start(client);
      const { body, text } = await gate.post(RESUME, { input: DEMO_STREAM });
      expect(body.errors?.[0]?.extensions).toEqual({
        code: 'UPSTREAM_UNAVAILABLE',
        retryable: true,
        outcome: 'NOT_SENT',
        correlationId: expect.any(String),
        retryAfterMs: expect.any(Number),
      });
      expect(emulator.calls()).toEqual([]);
      expect(linesOf('no credentials yet')).toEqual([expect.objectContaining({ reason })]);
      expect(linesOf('request failed')).toEqual([
        expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE', symptom: 'credentialsAway', reason }),
      ]);
      const failing = await ready();
      expect(failing).toMatchObject({
        status: 503,
        body: { parts: { credentials: 'failing' }, reasons: { credentials: reason } },
      });
      expectNoSecrets(text, JSON.stringify(failing));
      answer = good;
      expect((await ready()).status).toBe(200);
      expect((await gate.post(RESUME, { input: DEMO_STREAM })).body.errors).toBeUndefined();
    },
  );

  test.each([
    ['has no such role', respond(404, 'a text of the source'), 'not_found'],
    ['refuses to give one', respond(403, { Message: 'a text of the source' }), 'rejected'],
    ['gives an answer without a key', respond(200, { AccessKeyId: 'a text of the source' }), 'empty'],
  ] as const)('that %s is UPSTREAM_DENIED, nothing sent, not repeated', async (_what, fault, reason) => {
    answer = fault;
    const gate = await start(client);
    const before = asked;
    const { body, text } = await gate.post(RESUME, { input: DEMO_STREAM });
    expect(body.errors?.[0]?.extensions).toEqual({
      code: 'UPSTREAM_DENIED',
      retryable: false,
      outcome: 'NOT_SENT',
      correlationId: expect.any(String),
    });
    expect(asked - before).toBe(1);
    expect(emulator.calls()).toEqual([]);
    expect(linesOf('the upstream refuses the gateway')).toEqual([
      expect.objectContaining({ symptom: 'noCredentials', reason }),
    ]);
    expect(await ready()).toMatchObject({ status: 503, body: { reasons: { credentials: reason } } });
    expectNoSecrets(text);
  });

  test('that fails once costs a request only one more attempt', async () => {
    answer = respond(500, {});
    const gate = await start(client);
    answer = (response) => {
      answer = good;
      respond(500, {})(response);
    };
    expect((await gate.post(RESUME, { input: DEMO_STREAM })).body.errors).toBeUndefined();
    expect(emulator.calls()).toHaveLength(1);
  });

  test.each([
    ['the attempt', { LIVE_TIMEOUT_MS: '200', REQUEST_TIMEOUT_MS: '5000' }],
    ['the request', { LIVE_TIMEOUT_MS: '5000', REQUEST_TIMEOUT_MS: '500' }],
  ])('that hangs until the time of %s is up is UPSTREAM_UNAVAILABLE, nothing sent', async (_what, env) => {
    answer = respond(500, {});
    const gate = await start(client, env);
    answer = hang;
    const { body } = await gate.post(RESUME, { input: DEMO_STREAM });
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      retryable: true,
      outcome: 'NOT_SENT',
    });
    expect(emulator.calls()).toEqual([]);
    expect(linesOf('request failed')).toEqual([expect.objectContaining({ reason: 'timeout' })]);
    expect(await ready()).toMatchObject({ status: 503, body: { reasons: { credentials: 'timeout' } } });
  });
});
