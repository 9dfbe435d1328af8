import { createDatabase, hasPostgres } from '../../support/postgres.js';
import { type Bench, type Row } from '../bench.js';
import { startEmulatorProcess } from '../../support/emulator-process.js';
import { percentile, startReplicas, worstSecond } from './replicas.js';

const BULK = 2000;
const WATCHED = 40;
const BOUND_MS = 150;
/** A little over a second, so that the interactive calls arrive at every phase of the window. */
const EVERY_MS = 1013;

async function saturate(): Promise<Row[]> {
  const emulator = await startEmulatorProcess();
  await emulator.post('settings', { latencyMs: 20, limits: 'documented' });
  const database = await createDatabase();
  const [one, two] = await startReplicas(2, {
    endpoint: emulator.endpoint,
    database: { url: database.url, schema: database.schema },
  });
  if (one === undefined || two === undefined) throw new Error('two replicas are required');
  void one.work({ lane: 'bulk', count: BULK, everyMs: 0 });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const { waitsMs } = await two.work({ lane: 'interactive', count: WATCHED, everyMs: EVERY_MS });
  const calls = (await emulator.get('calls?last=5000')) as readonly { readonly at: number }[];
  for (const replica of [one, two]) replica.stop();
  emulator.stop();
  await database.drop();
  const arrivedAtMs = calls.map(({ at }) => at);
  const spanS = (Math.max(...arrivedAtMs) - Math.min(...arrivedAtMs)) / 1000;
  return [
    {
      what: 'wait of an interactive call, p99',
      figure: percentile(waitsMs, 0.99),
      unit: 'ms',
      ideal: BOUND_MS,
      beside: 'the bound',
    },
    {
      what: 'wait of an interactive call, p50',
      figure: percentile(waitsMs, 0.5),
      unit: 'ms',
      ideal: BOUND_MS,
      beside: 'the bound',
    },
    {
      what: 'pace of both lanes',
      figure: calls.length / spanS,
      unit: 'calls/s',
      ideal: 30,
      beside: 'the limit',
    },
    {
      what: 'most in any second',
      figure: worstSecond(arrivedAtMs),
      unit: 'calls',
      ideal: 30,
      beside: 'the limit',
    },
  ];
}

/**
 * Sends 2,000 bulk resumes through one replica, and one interactive resume per second through
 * another, with one shared budget.
 */
export const lanesBench: Bench = {
  title: 'lanes: interactive calls during a bulk job of 2,000',
  run: () => (hasPostgres ? saturate() : Promise.resolve([])),
};
