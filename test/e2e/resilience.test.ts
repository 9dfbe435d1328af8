import { afterEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { FAULTS, type FaultName } from '../../src/emulator/faults/catalogue.js';
import { createEmulator } from '../../src/emulator/server.js';
import { toDeadlineEnv } from '../support/fault-expectations.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { RESUME } from '../support/queries.js';

const ENV = { LIVE_CLIENT: 'core', REQUEST_TIMEOUT_MS: '2000' };
/** The first attempt and two more. */
const ATTEMPTS = 3;

const emulator = createEmulator(demoWorld());
let gateway: TestGateway;

// Each row has its own gateway, so that an earlier row has not opened the breaker or reduced the rate.
async function start(env: Readonly<Record<string, string>> = ENV): Promise<void> {
  gateway = await startGateway(env, { emulator, guard: { retry: { pauseMs: 20 } } });
  emulator.reset();
}

afterEach(() => gateway.close());

const isForbidden = (): boolean =>
  emulator
    .forbidden()
    .some(
      ({ appName, streamName }) =>
        `${appName}/${streamName}` === `${DEMO_STREAM.appName}/${DEMO_STREAM.streamName}`,
    );

async function expectSuccess(calls: number): Promise<void> {
  const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(body.errors).toBeUndefined();
  expect(emulator.calls()).toHaveLength(calls);
  expect(body.data?.['resumeLiveStream']).toMatchObject({ requestId: emulator.calls().at(-1)?.requestId });
  expect(isForbidden()).toBe(false);
}

async function expectFailure(calls: number, extensions: Record<string, unknown>): Promise<void> {
  const { status, body } = await gateway.post(RESUME, { input: DEMO_STREAM });
  expect(status).toBe(200);
  expect(body.data).toEqual({ resumeLiveStream: null });
  expect(body.errors?.[0]?.extensions).toMatchObject({ retryable: true, ...extensions });
  expect(body.errors?.[0]?.extensions['retryAfterMs']).toBeGreaterThan(0);
  expect(emulator.calls()).toHaveLength(calls);
}

const UNKNOWN: readonly (readonly [FaultName, string])[] = [
  ['hang', 'UPSTREAM_TIMEOUT'],
  ['applied-then-hang', 'UPSTREAM_TIMEOUT'],
  ['hang-after-headers', 'UPSTREAM_TIMEOUT'],
  ['drip', 'UPSTREAM_TIMEOUT'],
  ['reset-before-answer', 'UPSTREAM_UNAVAILABLE'],
  ['applied-then-reset', 'UPSTREAM_UNAVAILABLE'],
  ['reset-during-body', 'UPSTREAM_UNAVAILABLE'],
  ['502-html', 'UPSTREAM_UNAVAILABLE'],
  ['503-text', 'UPSTREAM_UNAVAILABLE'],
  ['ServiceUnavailable', 'UPSTREAM_UNAVAILABLE'],
];

describe.each(UNKNOWN)('the upstream’s fault %s', (fault, code) => {
  const env = { ...ENV, ...toDeadlineEnv(fault), REQUEST_TIMEOUT_MS: '15000' };

  test.each([1, 2])(
    '%d times: the caller gets a success, and each fault costs one more call',
    async (times) => {
      await start(env);
      emulator.inject({ fault, times });
      await expectSuccess(times + 1);
    },
  );

  test('always: three calls, then an error with the outcome UNKNOWN', async () => {
    await start(env);
    emulator.inject({ fault, times: 'always' });
    await expectFailure(ATTEMPTS, { code, outcome: 'UNKNOWN' });
    const applies = 'applies' in FAULTS[fault] && FAULTS[fault].applies;
    expect(isForbidden()).toBe(!applies);
  });
});

describe('throttling by the upstream', () => {
  test.each([1, 2])('%d times: the caller gets a success', async (times) => {
    await start();
    emulator.inject({ fault: 'Throttling.User', times });
    await expectSuccess(times + 1);
  });

  test('always: three calls, then RATE_LIMITED without an effect', async () => {
    await start();
    emulator.inject({ fault: 'Throttling.User', times: 'always' });
    await expectFailure(ATTEMPTS, { code: 'RATE_LIMITED', outcome: 'REJECTED' });
    expect(isForbidden()).toBe(true);
  });

  test('once with a time to wait: the next call is not sent earlier', async () => {
    await start();
    emulator.inject({ fault: 'throttling-retry-after', times: 1 });
    await expectSuccess(2);
    const [first, second] = emulator.calls().map(({ at }) => at);
    // The emulator measured this itself. Its answer took time to reach the gateway.
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  test.each([2, 'always'] as const)(
    '%s with a time to wait that no longer fits: two calls, and when to come again',
    async (times) => {
      await start();
      emulator.inject({ fault: 'throttling-retry-after', times });
      await expectFailure(2, { code: 'RATE_LIMITED', outcome: 'REJECTED' });
      expect(isForbidden()).toBe(true);
    },
  );
});

describe('a rejection by the upstream', () => {
  test.each(['InvalidDomain.NotFound', 'Forbidden.RAM', 'unknown-code', '200-empty'] as const)(
    '%s is one call, never repeated',
    async (fault) => {
      await start();
      emulator.inject({ fault, times: 1 });
      const { body } = await gateway.post(RESUME, { input: DEMO_STREAM });
      expect(body.errors?.[0]?.extensions).toMatchObject({ retryable: false });
      expect(emulator.calls()).toHaveLength(1);
    },
  );
});

describe('an upstream that stays unavailable', () => {
  test('gets no more calls after five faults in a row, and the caller gets a retryAfterMs', async () => {
    await start();
    emulator.inject({ fault: 'reset-before-answer', times: 'always' });
    await expectFailure(ATTEMPTS, { code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' });
    await expectFailure(5, { code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' });
    await expectFailure(5, { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT' });
  });
});
