import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config/read-config.js';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

const emulator = createEmulator(demoWorld({ limits: 'off' }));
let gateway: TestGateway;

afterEach(() => gateway.close());

/** A resume whose client can close its connection. */
function resume(streamName: string): { hangUp: () => void; ended: Promise<unknown> } {
  const client = new AbortController();
  const ended = fetch(gateway.url, {
    method: 'POST',
    signal: client.signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.token ?? ''}` },
    body: JSON.stringify({ query: RESUME, variables: { input: { ...DEMO_STREAM, streamName } } }),
  }).catch(() => 'gone');
  return {
    hangUp: () => {
      client.abort();
    },
    ended,
  };
}

async function waiting(): Promise<number> {
  const { body } = await gateway.post('{ liveCallBudgets { waiting } }');
  return (body.data?.['liveCallBudgets'] as { waiting: number }[])[0]?.waiting ?? NaN;
}

/** Polls up to a number of times, not up to a time. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < 2000; look += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error('it never came to be so');
}

describe('a client that closes its connection', () => {
  test('ends the call to the upstream, and no retry follows', async () => {
    gateway = await startGateway({ LIVE_CLIENT: 'core' }, { emulator });
    emulator.reset();
    emulator.inject({ fault: 'hang', times: 'always' });
    const { hangUp, ended } = resume('hung');
    await until(() => emulator.calls().length === 1);
    hangUp();
    await ended;
    await until(() => emulator.stats().connections.open === 0);
    expect(emulator.calls()).toHaveLength(1);
  });

  test('while it waits leaves the queue immediately, and its call is never made', async () => {
    const env = { BUDGET_RESUME_LIVE_STREAM: '0.5', LIVE_CLIENT: 'core' };
    gateway = await startGateway(env, { emulator });
    emulator.reset();
    await resume('first').ended;
    const leaver = resume('leaver');
    await until(async () => (await waiting()) === 1);
    leaver.hangUp();
    await leaver.ended;
    await until(async () => (await waiting()) === 0);
    await resume('last').ended;
    expect(emulator.calls().map(({ params }) => params['StreamName'])).toEqual(['first', 'last']);
  });
});

describe('a gateway that shuts down', () => {
  test('answers the waiting requests before it ends', async () => {
    const env = { BUDGET_RESUME_LIVE_STREAM: '1', LIVE_CLIENT: 'core' };
    gateway = await startGateway(env, { emulator });
    emulator.reset();
    const all = ['a', 'b', 'c'].map((name) =>
      gateway.post(RESUME, { input: { ...DEMO_STREAM, streamName: name } }),
    );
    await until(() => emulator.calls().length === 1);
    await until(async () => (await waiting()) === 2);
    await gateway.close();
    for (const { body } of await Promise.all(all)) expect(body.errors).toBeUndefined();
  });
});

describe('an idle connection to a gateway that shuts down', () => {
  const SILENT = { PORT: '0', LIVE_CLIENT: 'core', LOG_LEVEL: 'silent', DATABASE_URL: 'file::memory:' };
  const JWT = {
    AUTH_MODE: 'jwt',
    AUTH_JWKS_URL: 'http://127.0.0.1:9/keys',
    AUTH_ISSUER: 'https://idp.example.com',
    AUTH_AUDIENCE: 'live',
  };

  test.each([
    ['dev', false, {}],
    ['jwt', true, JWT],
  ] as const)('after 2 s, with AUTH_MODE=%s, can still be used: %s', async (_mode, isOpen, env) => {
    const { config, secrets } = readConfig({ ...SILENT, ...env });
    const app = await createApp(config, secrets, { emulator });
    const { hostname, port } = new URL((await app.listen()).url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    const ask = (): void => {
      socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
    };
    ask();
    const [first] = (await once(socket, 'data')) as [string];
    expect(first).toMatch(/\r\nKeep-Alive: timeout=4\r\n/);
    const closed = app.close();
    await sleep(2_000);
    ask();
    const rest = (await socket.toArray().catch(() => [])) as string[];
    expect(rest.join('').includes('Connection: close')).toBe(isOpen);
    await closed;
  });
});
