import { setTimeout as sleep } from 'node:timers/promises';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator } from '../../src/emulator/server.js';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.js';
import { createDatabase } from './postgres.js';

const DOMAIN = 'push.example.com';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
const READ = 'query ($id: ID!) { bulkResume(id: $id) { resumed failed finishedAt } }';

export interface TakeoverRun {
  readonly items: number;
  readonly perSecond: number;
  readonly leaseMs: number;
}

export interface TakeoverReport {
  /** The longest time without a call after the holder was killed. */
  readonly gapMs: number;
  /** The highest number of calls for one stream. */
  readonly mostCalls: number;
  readonly resumed: number;
  readonly failed: number;
}

interface Progress {
  readonly resumed: number;
  readonly failed: number;
  readonly finishedAt: string | null;
}

/** Kills the replica that works on a job, so that another replica must finish the job. */
export async function takeoverRun({ items, perSecond, leaseMs }: TakeoverRun): Promise<TakeoverReport> {
  const streams = Array.from({ length: items }, (_, n) => ({ appName: 'bulk', streamName: `s-${n}` }));
  const forbidden = streams.map((stream) => ({ domainName: DOMAIN, ...stream }));
  const emulator = createEmulator(demoWorld({ seed: { forbidden }, latencyMs: 20 }));
  const { endpoint } = await emulator.listen();
  const database = await createDatabase();
  const env = {
    DATABASE_URL: database.gatewayUrl(),
    REPLICAS: '2',
    BUDGET_RESUME_LIVE_STREAM: String(perSecond),
    BULK_LEASE_MS: String(leaseMs),
  };
  const resumeCalls = () => emulator.calls({ action: 'ResumeLiveStream' });
  // The first replica starts alone, so that it gets the lease of the job.
  const holder = await startGatewayProcess(endpoint, env);
  let other: GatewayProcess | undefined;
  try {
    const { data } = await holder.post(START, { input: { domainName: DOMAIN, streams } });
    const { id } = (data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
    other = await startGatewayProcess(endpoint, env);
    while (resumeCalls().length < items / 2) await sleep(50);
    holder.process.kill('SIGKILL');
    const before = resumeCalls().length;
    let job: Progress;
    do {
      await sleep(100);
      const answer = await other.post(READ, { id });
      job = answer.data?.['bulkResume'] as Progress;
    } while (job.finishedAt === null);
    const calls = resumeCalls();
    const times = calls.slice(before - 1).map(({ at }) => at);
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? at));
    const counts = new Map<string, number>();
    for (const { params } of calls) {
      const name = params['StreamName'] ?? '';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return {
      gapMs: Math.max(...gaps),
      mostCalls: Math.max(...counts.values()),
      resumed: job.resumed,
      failed: job.failed,
    };
  } finally {
    for (const replica of [holder, other]) replica?.process.kill('SIGKILL');
    await Promise.all([holder.ended, other?.ended]);
    await emulator.close();
    await database.drop();
  }
}
