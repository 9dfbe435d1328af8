import { migrate } from '../../../src/store/migrations/migrate.js';
import { createPostgres } from '../../../src/store/postgres.js';
import { hasPgBouncer, startPgBouncer } from '../../support/pgbouncer.js';
import { createPostgresServer } from '../../support/postgres-server.js';
import { createDatabase, hasPostgres } from '../../support/postgres.js';
import { type Bench, type Row } from '../bench.js';
import { startEmulatorProcess } from '../../support/emulator-process.js';
import { type ReplicaTask } from './replica-task.js';
import { startReplicas, worstSecond } from './replicas.js';

const RESUMES = 600;
const LIMIT = 30;
/** The first 30 calls are sent at once, the others at the rate of the limit. */
const IDEAL_S = (RESUMES - LIMIT) / LIMIT;

interface Call {
  readonly at: number;
  readonly answer?: { readonly status: number } | undefined;
}

/** The database of the permits. If `shared` is undefined, one replica keeps them in memory. */
interface Place {
  readonly shared: ReplicaTask['database'];
  readonly drop: () => Promise<void>;
}

const MEMORY: Place = { shared: undefined, drop: () => Promise.resolve() };

async function createDirect(): Promise<Place> {
  const database = await createDatabase();
  const { url, schema } = database;
  return { shared: { url, schema }, drop: () => database.drop() };
}

/** Creates a separate server, because PgBouncer does not pass the search path. */
async function createPooled(): Promise<Place> {
  const server = await createPostgresServer();
  const bouncer = await startPgBouncer(server.port);
  const client = createPostgres({ url: server.url() });
  await migrate(client.db, { dialect: 'postgres' });
  await client.close();
  return {
    shared: { url: server.url('postgres', bouncer.port) },
    async drop() {
      await bouncer.close();
      await server.drop();
    },
  };
}

async function restore(who: string, replicas: number, { shared, drop }: Place): Promise<Row[]> {
  const emulator = await startEmulatorProcess();
  await emulator.post('settings', { latencyMs: 20, limits: 'documented' });
  const all = await startReplicas(replicas, { endpoint: emulator.endpoint, database: shared });
  const count = RESUMES / all.length;
  await Promise.all(all.map((replica) => replica.work({ lane: 'interactive', count, everyMs: 0 })));
  const calls = (await emulator.get(`calls?last=${2 * RESUMES}`)) as readonly Call[];
  for (const replica of all) replica.stop();
  emulator.stop();
  await drop();

  const arrivedAtMs = calls.map(({ at }) => at);
  const makespanS = (Math.max(...arrivedAtMs) - Math.min(...arrivedAtMs)) / 1000;
  const throttled = calls.filter(({ answer }) => answer?.status !== 200).length;
  const row = (what: string, figure: number, unit: string, ideal: number, beside: string): Row => ({
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

/** Sends 600 distinct resumes at once, by one process, and by several that share a database. */
export const restoreBench: Bench = {
  title: 'restore: 600 resumes at once',
  async run() {
    const rows = await restore('1 process, in memory', 1, MEMORY);
    for (const replicas of hasPostgres ? [1, 2, 4] : [])
      rows.push(...(await restore(`${replicas} sharing PostgreSQL`, replicas, await createDirect())));
    if (hasPgBouncer) rows.push(...(await restore('4 through PgBouncer', 4, await createPooled())));
    return rows;
  },
};
