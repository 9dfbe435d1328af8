import { createGuard } from '../../../src/guard/guard.js';
import { guardUpstream } from '../../../src/guard/guarded-upstream.js';
import { DEMO_ACCOUNT, DEMO_STREAM } from '../../../src/emulator/demo-world.js';
import { PostgresPermitStore } from '../../../src/store/budget.postgres.js';
import { createPostgres } from '../../../src/store/postgres.js';
import { createUpstream } from '../../../src/upstream/index.js';
import { type ReplicaOrder, type ReplicaReport, type ReplicaTask } from './replica-task.js';

/** Runs a guard and an upstream in a separate process, as in a gateway: see restore.bench.ts. */
async function main(): Promise<void> {
  const { name, endpoint, database, replicas } = JSON.parse(process.argv[2] ?? '') as ReplicaTask;
  const upstream = await createUpstream({
    client: 'core',
    endpoint,
    protocol: 'http',
    credentials: { type: 'access_key', ...DEMO_ACCOUNT },
    timeoutMs: 5000,
  });
  const client = database && createPostgres(database);
  const waitsMs: number[] = [];
  const guard = createGuard({
    limits: [{ operation: 'ResumeLiveStream', limit: 30, windowMs: 1000 }],
    requestTimeoutMs: 120_000,
    shared: client && {
      store: new PostgresPermitStore(client.db),
      replica: name,
      replicas,
      whenDown: 'refuse',
    },
    observer: {
      onPermit: ({ waitMs }) => {
        waitsMs.push(waitMs);
      },
    },
  });
  const call = guardUpstream(guard)(upstream.live.call);
  const signal = new AbortController().signal;

  const work = async ({ lane, count, everyMs }: ReplicaOrder): Promise<ReplicaReport> => {
    waitsMs.length = 0;
    const failed: string[] = [];
    const calls: Promise<unknown>[] = [];
    for (let n = 0; n < count; n += 1) {
      const address = { ...DEMO_STREAM, streamName: `${name}-${n}` };
      const ended = call('ResumeLiveStream', address, { correlationId: `${name}-${n}`, signal, lane });
      calls.push(ended.catch((thrown: unknown) => failed.push(String(thrown))));
      if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    await Promise.all(calls);
    return { done: count - failed.length, failed, waitsMs };
  };
  process.on('message', (order: ReplicaOrder) => {
    void work(order).then((report) => process.send?.(report));
  });
  process.on('disconnect', () => process.exit(0));
  // Connects to the store first, as a gateway does before it reports that it is ready.
  await guard.budgets();
  process.send?.('ready');
}

await main();
