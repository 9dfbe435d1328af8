import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { type TestGateway, startGateway } from '../support/gateway.js';
import { createDatabase } from '../support/postgres.js';
import { DEMO_KEYS, toUpstreamEnv } from '../support/upstream-env.js';
import { type Bench, type Row } from './bench.js';

const ITEMS = 3000;
const PER_SECOND = 30;
/** The first calls of a window are sent at once. */
const IDEAL_S = (ITEMS - PER_SECOND) / PER_SECOND;
const DOMAIN = 'push.example.com';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id total } } }';
const READ = 'query ($id: ID!) { bulkResume(id: $id) { resumed failed finishedAt } }';

/** Resumes all forbidden streams of a domain, with 1 and with 3 gateways on one PostgreSQL. */
export const bulkBench: Bench = {
  title: 'bulk: 3,000 forbidden streams restored',
  async run() {
    return [...(await restore(1)), ...(await restore(3))];
  },
};

async function restore(replicas: number): Promise<Row[]> {
  const forbidden = Array.from({ length: ITEMS }, (_, n) => ({
    domainName: DOMAIN,
    appName: 'bulk',
    streamName: `s-${n}`,
  }));
  const emulator = createEmulator(demoWorld({ seed: { forbidden } }));
  const { endpoint } = await emulator.listen();
  const database = await createDatabase();
  const env = {
    ...DEMO_KEYS,
    ...toUpstreamEnv(endpoint),
    LIVE_CLIENT: 'core',
    AUTH_MODE: 'dev',
    DATABASE_URL: database.gatewayUrl(),
    REPLICAS: String(replicas),
  };
  const gateways: TestGateway[] = [];
  for (let n = 0; n < replicas; n += 1) gateways.push(await startGateway(env));
  const [first] = gateways;
  try {
    const input = { domainName: DOMAIN, allForbidden: true };
    const started = await first?.post(START, { input });
    const { id } = (started?.body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
    let job: { resumed: number; failed: number; finishedAt: string | null };
    do {
      await new Promise((resolve) => setTimeout(resolve, 200));
      const answer = await first?.post(READ, { id });
      job = answer?.body.data?.['bulkResume'] as typeof job;
    } while (job.finishedAt === null);
    const calls = emulator.calls({ action: 'ResumeLiveStream' });
    const { throttled } = emulator.stats();
    const seconds = ((calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0)) / 1000;
    const { db } = database.connect();
    const ledger = await db
      .selectFrom('stream_action')
      .select(['outcome', ({ fn }) => fn.countAll<string>().as('count')])
      .groupBy('outcome')
      .execute();
    const count = (outcome: string): number =>
      Number(ledger.find((row) => row.outcome === outcome)?.count ?? 0);
    const by = `${replicas} replica${replicas === 1 ? '' : 's'}`;
    return [
      {
        what: `makespan, ${by}`,
        figure: seconds,
        unit: 's',
        ideal: IDEAL_S,
        beside: 'at 30 a second (bound 1.03 ×)',
      },
      { what: `resumed, ${by}`, figure: job.resumed, unit: 'items', ideal: ITEMS, beside: 'all' },
      { what: `throttled, ${by}`, figure: throttled, unit: 'calls', ideal: 0, beside: 'none' },
      {
        what: `ledger intents, ${by}`,
        figure: ledger.reduce((sum, row) => sum + Number(row.count), 0),
        unit: 'rows',
        ideal: ITEMS,
        beside: 'one an item',
      },
      {
        what: `ledger successes, ${by}`,
        figure: count('SUCCEEDED'),
        unit: 'rows',
        ideal: ITEMS,
        beside: 'one an item',
      },
    ];
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await emulator.close();
    await database.drop();
  }
}
