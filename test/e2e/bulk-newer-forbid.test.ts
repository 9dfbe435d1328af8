import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { demoWorld } from '../../src/emulator/demo-world.js';
import { createEmulator, type Emulator } from '../../src/emulator/server.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createDatabase, type Database, hasPostgres } from '../support/postgres.js';
import { FORBID, START_BULK_RESUME } from '../support/queries.js';

const READ = `query ($id: ID!) { bulkResume(id: $id) { state total resumed failed finishedAt
  items(first: 500) { edges { node { streamName outcome code stream { status } } } } } }`;
const domainName = 'push.example.com';

interface Item {
  readonly streamName: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly stream: { readonly status: string };
}
interface Job {
  readonly state: string;
  readonly resumed: number;
  readonly failed: number;
  readonly finishedAt: string | null;
  readonly items: { readonly edges: readonly { readonly node: Item }[] };
}

let gateways: TestGateway[] = [];
let emulator: Emulator;
let database: Database | undefined;
afterEach(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await emulator.close();
  await database?.drop();
  database = undefined;
});

const toStreams = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ appName: 'bulk', streamName: `s-${n + 1}` }));

async function open(count: number, perSecond: number, replicas = 1): Promise<TestGateway> {
  const forbidden = toStreams(count).map((stream) => ({ domainName, ...stream }));
  emulator = createEmulator(demoWorld({ limits: 'off', seed: { forbidden } }));
  database = replicas > 1 ? await createDatabase() : undefined;
  const env = { LIVE_CLIENT: 'core', BUDGET_RESUME_LIVE_STREAM: String(perSecond), REPLICAS: `${replicas}` };
  const shared = database === undefined ? undefined : { DATABASE_URL: database.gatewayUrl() };
  const { endpoint } = await emulator.listen();
  gateways = [];
  for (let n = 0; n < replicas; n += 1)
    gateways.push(await startGateway({ ...env, ...shared }, { emulator: passive(emulator, endpoint) }));
  const [first] = gateways;
  if (first === undefined) throw new Error('there is no gateway');
  return first;
}

/** The emulator for several replicas: the test starts and closes it. */
function passive(of: Emulator, endpoint: string): Emulator {
  return { ...of, listen: () => Promise.resolve({ port: 0, endpoint }), close: () => Promise.resolve() };
}

async function start(gateway: TestGateway, count: number): Promise<string> {
  const { body } = await gateway.post(START_BULK_RESUME, {
    input: { domainName, streams: toStreams(count) },
  });
  expect(body.errors).toBeUndefined();
  return (body.data?.['startBulkResume'] as { bulkResume: { id: string } }).bulkResume.id;
}

async function forbid(gateway: TestGateway, streamName: string): Promise<void> {
  const { body } = await gateway.post(FORBID, { input: { domainName, appName: 'bulk', streamName } });
  expect(body.errors).toBeUndefined();
}

async function ended(gateway: TestGateway, id: string): Promise<Job> {
  for (;;) {
    const { body } = await gateway.post(READ, { id });
    const job = body.data?.['bulkResume'] as Job;
    if (job.finishedAt !== null) return job;
    await sleep(20);
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

const itemOf = (job: Job, streamName: string): Item | undefined =>
  job.items.edges.find(({ node }) => node.streamName === streamName)?.node;
const resumesOf = (streamName: string): number =>
  emulator.calls({ action: 'ResumeLiveStream' }).filter(({ params }) => params['StreamName'] === streamName)
    .length;
const countOf = (action: string): number => emulator.calls({ action }).length;

describe('a forbid that is made while a bulk job runs', () => {
  test('stays in force: the item of the stream is skipped, and all others are resumed', async () => {
    const gateway = await open(151, 60);
    const id = await start(gateway, 151);
    await until(() => countOf('ResumeLiveStream') >= 20);
    await forbid(gateway, 's-151');
    const job = await ended(gateway, id);
    expect(itemOf(job, 's-151')).toEqual({
      streamName: 's-151',
      outcome: 'SKIPPED',
      code: null,
      stream: { status: 'FORBIDDEN' },
    });
    expect(job).toMatchObject({ state: 'FINISHED', resumed: 150, failed: 0 });
    expect(emulator.forbidden().map(({ streamName }) => streamName)).toEqual(['s-151']);
    expect(resumesOf('s-151')).toBe(0);
  }, 30_000);

  test('stays in force while the item waits for its next attempt after an unknown outcome', async () => {
    const gateway = await open(3, 0);
    const operation = 'ResumeLiveStream';
    emulator.inject({
      fault: 'ServiceUnavailable',
      operation,
      times: 'always',
      match: { streamName: 's-2' },
    });
    const id = await start(gateway, 3);
    await until(() => resumesOf('s-2') > 0);
    await forbid(gateway, 's-2');
    const sentBefore = resumesOf('s-2');
    emulator.clearFaults();
    const job = await ended(gateway, id);
    expect(itemOf(job, 's-2')).toMatchObject({ outcome: 'SKIPPED', stream: { status: 'FORBIDDEN' } });
    expect(job).toMatchObject({ state: 'FINISHED', resumed: 2, failed: 0 });
    expect(resumesOf('s-2')).toBe(sentBefore);
    expect(emulator.forbidden().map(({ streamName }) => streamName)).toEqual(['s-2']);
  }, 30_000);

  (hasPostgres ? test : test.skip)(
    'stands where it was made through another replica',
    async () => {
      const gateway = await open(80, 40, 2);
      const id = await start(gateway, 80);
      await until(() => countOf('ResumeLiveStream') >= 10);
      await forbid(gateways.at(-1) ?? gateway, 's-80');
      const job = await ended(gateway, id);
      expect(itemOf(job, 's-80')).toMatchObject({ outcome: 'SKIPPED' });
      expect(job).toMatchObject({ state: 'FINISHED', resumed: 79, failed: 0 });
      expect(emulator.forbidden().map(({ streamName }) => streamName)).toEqual(['s-80']);
    },
    30_000,
  );
});
