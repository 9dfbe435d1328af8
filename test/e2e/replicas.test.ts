import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM } from '../../src/emulator/demo-world.js';
import { type CallRecord } from '../../src/emulator/call-record.js';
import { type EmulatorStats } from '../../src/emulator/controls.js';
import { type EmulatorProcess, startEmulatorProcess } from '../support/emulator-process.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';

const RESUMES = 600;
const LIMIT = 30;

(hasPostgres ? describe : describe.skip)('two replicas that share one PostgreSQL', () => {
  let database: Database;
  let emulator: EmulatorProcess;
  let replicas: GatewayProcess[];

  beforeEach(async () => {
    database = await createDatabase();
    emulator = await startEmulatorProcess();
    const { endpoint } = emulator;
    await emulator.post('settings', { latencyMs: 20 });
    const env = { DATABASE_URL: database.gatewayUrl(), REQUEST_TIMEOUT_MS: '40000', REPLICAS: '2' };
    replicas = await Promise.all([startGatewayProcess(endpoint, env), startGatewayProcess(endpoint, env)]);
  }, 30_000);
  afterEach(async () => {
    for (const replica of replicas) replica.process.kill('SIGKILL');
    await Promise.all(replicas.map(({ ended }) => ended));
    emulator.stop();
    await database.drop();
  });

  test('one is killed during 600 resumes: the other answers all its requests, and the limit holds', async () => {
    const [survivor, victim] = replicas as [GatewayProcess, GatewayProcess];
    const fire = (replica: GatewayProcess, name: string): Promise<'resumed' | 'failed' | 'lost'>[] =>
      Array.from({ length: RESUMES / 2 }, async (_, n) => {
        try {
          const { errors } = await replica.resume({ ...DEMO_STREAM, streamName: `${name}-${n}` });
          return errors === undefined ? 'resumed' : 'failed';
        } catch {
          return 'lost';
        }
      });
    const own = fire(survivor, 'survivor');
    const others = fire(victim, 'victim');
    while (((await stats(emulator)).operations['ResumeLiveStream']?.calls ?? 0) < RESUMES / 4)
      await new Promise((resolve) => setTimeout(resolve, 20));
    victim.process.kill('SIGKILL');

    const survived = await Promise.all(own);
    expect(survived.filter((outcome) => outcome !== 'resumed')).toEqual([]);
    const lost = (await Promise.all(others)).filter((outcome) => outcome !== 'resumed');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost).not.toContain('failed');

    const { throttled, operations } = await stats(emulator);
    expect(throttled).toBe(0);
    expect(operations['ResumeLiveStream']?.worstSecond).toBeLessThanOrEqual(LIMIT);
    const names = (await calls(emulator)).map(({ params }) => params['StreamName']);
    expect(new Set(names).size).toBe(names.length);
  }, 60_000);

  test('SIGTERM: waiting requests are answered, sent calls return, and the process exits 0', async () => {
    const [leaving] = replicas as [GatewayProcess, GatewayProcess];
    const answers = Array.from({ length: 60 }, (_, n) =>
      leaving.resume({ ...DEMO_STREAM, streamName: `leaving-${n}` }),
    );
    // All have arrived once as many have been sent as may be, and the others wait.
    while ((await waitingAt(leaving)) < 60 - LIMIT) await new Promise((resolve) => setTimeout(resolve, 5));
    leaving.process.kill('SIGTERM');
    const told = (await Promise.all(answers)).map(
      ({ errors }) => errors?.[0]?.extensions['code'] ?? 'resumed',
    );
    expect(told.filter((code) => code !== 'resumed' && code !== 'RATE_LIMITED')).toEqual([]);
    expect(told.filter((code) => code === 'resumed').length).toBe((await calls(emulator)).length);
    expect(await leaving.ended).toBe(0);
  }, 30_000);
});

async function stats(emulator: EmulatorProcess): Promise<EmulatorStats> {
  return (await emulator.get('stats')) as EmulatorStats;
}

async function calls(emulator: EmulatorProcess): Promise<readonly CallRecord[]> {
  return (await emulator.get(`calls?last=${2 * RESUMES}`)) as readonly CallRecord[];
}

async function waitingAt(replica: GatewayProcess): Promise<number> {
  const { data } = await replica.post('{ liveCallBudgets { operation waiting } }');
  const budgets = data?.['liveCallBudgets'] as { operation: string; waiting: number }[];
  return budgets.find(({ operation }) => operation === 'ResumeLiveStream')?.waiting ?? 0;
}
