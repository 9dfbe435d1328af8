import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { FAULTS, type FaultName } from '../../src/emulator/faults/catalogue.js';
import { createEmulator } from '../../src/emulator/server.js';
import { toDeadlineEnv } from '../support/fault-expectations.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';
import { RESUME } from '../support/queries.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';

const ENV = {
  ...DEMO_KEYS,
  LIVE_CLIENT: 'core',
  AUTH_MODE: 'dev',
  REQUEST_TIMEOUT_MS: '15000',
  REPLICAS: '2',
};
const ATTEMPTS = 3;
/** One stream for each replica, both forbidden in the seeded world. */
const STREAMS = [
  { domainName: 'push.example.com', appName: 'live', streamName: 'match-42' },
  { domainName: 'push.example.com', appName: 'live', streamName: 'match-43' },
] as const;

const emulator = createEmulator(demoWorld());
let database: Database;
let endpoint: string;
let replicas: TestGateway[];

async function start(fault: FaultName): Promise<void> {
  const env = {
    ...ENV,
    ...toDeadlineEnv(fault),
    ...toUpstreamEnv(endpoint),
    DATABASE_URL: database.gatewayUrl(),
  };
  const guard = { retry: { pauseMs: 20 } };
  replicas = await Promise.all([startGateway(env, { guard }), startGateway(env, { guard })]);
}

beforeEach(async () => {
  database = await createDatabase();
  ({ endpoint } = await emulator.listen());
  emulator.reset();
});
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  await emulator.close();
  await database.drop();
});

/** Both replicas resume at once, each its own stream, and each stream meets the fault. */
async function resumeAtOnce(fault: FaultName, times: number | 'always'): Promise<Record<string, unknown>[]> {
  await start(fault);
  for (const { streamName } of STREAMS) emulator.inject({ fault, times, match: { streamName } });
  const answers = await Promise.all(
    replicas.map((replica, n) => replica.post(RESUME, { input: STREAMS[n] ?? STREAMS[0] })),
  );
  return answers.map((answer, n) => {
    const streamName = STREAMS[n]?.streamName;
    return {
      code: answer.body.errors?.[0]?.extensions['code'] ?? 'resumed',
      outcome: answer.body.errors?.[0]?.extensions['outcome'],
      calls: emulator.calls().filter(({ params }) => params['StreamName'] === streamName).length,
      forbidden: emulator
        .forbidden()
        .some(({ appName, streamName: name }) => appName === 'live' && name === streamName),
    };
  });
}

const ROWS: readonly (readonly [FaultName, string, string])[] = [
  ['hang', 'UPSTREAM_TIMEOUT', 'UNKNOWN'],
  ['drip', 'UPSTREAM_TIMEOUT', 'UNKNOWN'],
  ['reset-before-answer', 'UPSTREAM_UNAVAILABLE', 'UNKNOWN'],
  ['applied-then-reset', 'UPSTREAM_UNAVAILABLE', 'UNKNOWN'],
  ['reset-during-body', 'UPSTREAM_UNAVAILABLE', 'UNKNOWN'],
  ['502-html', 'UPSTREAM_UNAVAILABLE', 'UNKNOWN'],
  ['ServiceUnavailable', 'UPSTREAM_UNAVAILABLE', 'UNKNOWN'],
  ['Throttling.User', 'RATE_LIMITED', 'REJECTED'],
];

(hasPostgres ? describe : describe.skip).each(ROWS)('two replicas meet %s', (fault, code, outcome) => {
  test.each([1, 2])(
    '%d times: both callers get a success, and each fault costs one more call',
    async (times) => {
      const resumed = { code: 'resumed', outcome: undefined, calls: times + 1, forbidden: false };
      expect(await resumeAtOnce(fault, times)).toEqual([resumed, resumed]);
    },
  );

  test('always: each makes three calls, then returns the error', async () => {
    const applies = 'applies' in FAULTS[fault] && (FAULTS[fault].applies ?? false);
    const failed = { code, outcome, calls: ATTEMPTS, forbidden: !applies };
    expect(await resumeAtOnce(fault, 'always')).toEqual([failed, failed]);
  });
});

(hasPostgres ? describe : describe.skip)('two replicas are told a time to wait', () => {
  test('once: both wait, and no call is sent too early', async () => {
    const resumed = { code: 'resumed', outcome: undefined, calls: 2, forbidden: false };
    expect(await resumeAtOnce('throttling-retry-after', 1)).toEqual([resumed, resumed]);
    const [first, , third] = emulator.calls().map(({ at }) => at);
    expect((third ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1000);
  });
});
