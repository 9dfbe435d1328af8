import { createDatabase, hasPostgres } from '../../support/postgres.js';
import { type Bench, type Row } from '../bench.js';
import { startEmulatorProcess } from '../../support/emulator-process.js';
import { startReplicas, worstSecond } from './replicas.js';

const RESUMES = 600;
const LIMIT = 30;
/** The first burst goes out at once, the rest at the limit's pace. */
const IDEAL_S = (RESUMES - LIMIT) / LIMIT;

interface Call {
  readonly at: number;
  readonly answer?: { readonly status: number } | undefined;
}

async function restore(replicas: number): Promise<Row[]> {
  const emulator = await startEmulatorProcess();
  await emulator.post('settings', { latencyMs: 20, limits: 'documented' });
  const database = replicas === 0 ? undefined : await createDatabase();
  const shared = database && { url: database.url, schema: database.schema };
  const all = await startReplicas(Math.max(1, replicas), { endpoint: emulator.endpoint, database: shared });
  const count = RESUMES / all.length;
  await Promise.all(all.map((replica) => replica.work({ lane: 'interactive', count, everyMs: 0 })));
  const calls = (await emulator.get(`calls?last=${2 * RESUMES}`)) as readonly Call[];
  for (const replica of all) replica.stop();
  emulator.stop();
  await database?.drop();

  const arrivedAtMs = calls.map(({ at }) => at);
  const who = replicas === 0 ? 'alone, in memory' : `${replicas} sharing PostgreSQL`;
  const makespanS = (Math.max(...arrivedAtMs) - Math.min(...arrivedAtMs)) / 1000;
  const throttled = calls.filter(({ answer }) => answer?.status !== 200).length;
  const row = (what: string, figure: number, unit: string, ideal: number, beside: string) => ({
    what: `${who}: ${what}`,
    figure,
    unit,
    ideal,
    beside,
  });
  return [
    row('first to last arrival', makespanS, 's', IDEAL_S, '570 at 30/s'),
    row('most in any second', worstSecond(arrivedAtMs), 'calls', LIMIT, 'the limit'),
    row('throttled or failed', throttled, 'calls', 0, 'none'),
  ];
}

/** 600 distinct resumes fired at once, by one process alone and by 1, 2 and 4 that share one database. */
export const restoreBench: Bench = {
  title: 'restore: 600 resumes at once',
  async run() {
    const rows: Row[] = [];
    for (const replicas of hasPostgres ? [0, 1, 2, 4] : [0]) rows.push(...(await restore(replicas)));
    return rows;
  },
};
