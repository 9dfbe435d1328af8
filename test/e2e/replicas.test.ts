import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEMO_STREAM, demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';

const RESUMES = 600;
const LIMIT = 30;

(hasPostgres ? describe : describe.skip)('two replicas that share one PostgreSQL', () => {
  let database: Database;
  let emulator: Emulator;
  let replicas: GatewayProcess[];

  beforeEach(async () => {
    database = await createDatabase();
    emulator = createEmulator(demoWorld({ latencyMs: 20 }));
    const { endpoint } = await emulator.listen();
    const env = { DATABASE_URL: database.gatewayUrl(), REQUEST_TIMEOUT_MS: '40000', REPLICAS: '2' };
    replicas = await Promise.all([startGatewayProcess(endpoint, env), startGatewayProcess(endpoint, env)]);
  }, 30_000);
  afterEach(async () => {
    for (const replica of replicas) replica.process.kill('SIGKILL');
    await Promise.all(replicas.map(({ ended }) => ended));
    await emulator.close();
    await database.drop();
  });

  test('one is killed in the middle of 600 resumes: the other answers all of its own, and the limit holds', async () => {
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
    while (emulator.calls().length < RESUMES / 4) await new Promise((resolve) => setTimeout(resolve, 20));
    victim.process.kill('SIGKILL');

    const survived = await Promise.all(own);
    expect(survived.filter((outcome) => outcome !== 'resumed')).toEqual([]);
    const lost = (await Promise.all(others)).filter((outcome) => outcome !== 'resumed');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost).not.toContain('failed');

    const { throttled, operations } = emulator.stats();
    expect(throttled).toBe(0);
    expect(operations['ResumeLiveStream']?.worstSecond).toBeLessThanOrEqual(LIMIT);
    const names = emulator.calls().map(({ params }) => params['StreamName']);
    expect(new Set(names).size).toBe(names.length);
  }, 60_000);

  test('SIGTERM: who waits is answered, what was sent comes back, and the process exits 0', async () => {
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
    expect(told.filter((code) => code === 'resumed').length).toBe(emulator.calls().length);
    expect(await leaving.ended).toBe(0);
  }, 30_000);
});

async function waitingAt(replica: GatewayProcess): Promise<number> {
  const { data } = await replica.post('{ callBudgets { operation waiting } }');
  const budgets = data?.['callBudgets'] as { operation: string; waiting: number }[];
  return budgets.find(({ operation }) => operation === 'ResumeLiveStream')?.waiting ?? 0;
}
