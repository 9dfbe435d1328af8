import { createEmulator } from '../../src/emulator/server.js';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.js';
import { createDatabase } from './postgres.js';

const DOMAIN = 'push.example.com';
const START =
  'mutation ($input: StartBulkResumeInput!) { startBulkResume(input: $input) { bulkResume { id } } }';
const READ = `query ($id: ID!, $after: String) { bulkResume(id: $id) { state total resumed failed finishedAt
  items(first: 500, after: $after) { pageInfo { hasNextPage endCursor } edges { node { streamName outcome } } } } }`;

export interface CrashRun {
  readonly items: number;
  readonly kills: number;
  readonly perSecond: number;
  readonly random: () => number;
}

export interface CrashReport {
  readonly kills: number;
  readonly state: string;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  /** The outcome of the item of each stream. */
  readonly outcomes: ReadonlyMap<string, string>;
  /** The number of resumes that the emulator received for each stream. */
  readonly calls: ReadonlyMap<string, number>;
  readonly stillForbidden: number;
}

interface Page {
  readonly state: string;
  readonly total: number;
  readonly resumed: number;
  readonly failed: number;
  readonly finishedAt: string | null;
  readonly items: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: readonly { readonly node: { readonly streamName: string; readonly outcome: string } }[];
  };
}

/** Runs one job on two real replicas with one PostgreSQL, and kills them at random times. */
export async function crashRun({ items, kills, perSecond, random }: CrashRun): Promise<CrashReport> {
  const streams = Array.from({ length: items }, (_, n) => ({ appName: 'bulk', streamName: `s-${n}` }));
  const forbidden = streams.map((stream) => ({ domainName: DOMAIN, ...stream }));
  const emulator = createEmulator(demoWorld({ limits: 'off', seed: { forbidden }, latencyMs: 20 }));
  const { endpoint } = await emulator.listen();
  const database = await createDatabase();
  const env = {
    DATABASE_URL: database.gatewayUrl(),
    REPLICAS: '2',
    BUDGET_RESUME_LIVE_STREAM: String(perSecond),
    BULK_LEASE_MS: '1500',
  };
  const open = (): Promise<GatewayProcess> => startGatewayProcess(endpoint, env);
  const replicas = await Promise.all([open(), open()]);
  try {
    const { data } = await replicas[0].post(START, { input: { domainName: DOMAIN, streams } });
    const { id } = (data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume;
    const aliveMs = (items / perSecond / kills) * 1000;
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, random() * aliveMs));
      const victim = random() < 0.5 ? 0 : 1;
      replicas[victim].process.kill('SIGKILL');
      await replicas[victim].ended;
      replicas[victim] = await open();
    }
    const read = async (after?: string): Promise<Page> => {
      const answer = await replicas[1].post(READ, { id, after });
      return answer.data?.['bulkResume'] as Page;
    };
    let job = await read();
    while (job.finishedAt === null) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      job = await read();
    }
    const outcomes = new Map<string, string>();
    for (let page = job; ; page = await read(page.items.pageInfo.endCursor)) {
      for (const { node } of page.items.edges) outcomes.set(node.streamName, node.outcome);
      if (!page.items.pageInfo.hasNextPage) break;
    }
    const calls = new Map<string, number>();
    for (const { params } of emulator.calls({ action: 'ResumeLiveStream' })) {
      const name = params['StreamName'] ?? '';
      calls.set(name, (calls.get(name) ?? 0) + 1);
    }
    const { state, total, resumed, failed } = job;
    const stillForbidden = emulator.forbidden().length;
    return { kills, state, total, resumed, failed, outcomes, calls, stillForbidden };
  } finally {
    for (const replica of replicas) replica.process.kill('SIGKILL');
    await Promise.all(replicas.map(({ ended }) => ended));
    await emulator.close();
    await database.drop();
  }
}
