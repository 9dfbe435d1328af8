import { DEMO_ACCOUNT } from '../../src/emulator/demo-world.js';
import { createDirectory } from '../../src/stream/directory/directory.js';
import { createUpstream } from '../../src/upstream/index.js';
import { type Bench, type Row } from './bench.js';
import { type BenchGateway, type LargeWorld, startBenchGateway, startLargeWorld } from './directory/world.js';
import { median } from './median.js';

const LATENCY_MS = 100;
const POLLS = 6;
const DASHBOARDS = 100;
const ROUNDS = 9;
const CPU_AIM_MS = 60;

const STATUS = `query ($references: [_Any!]!) {
  _entities(representations: $references) { ... on LiveStream { status } }
}`;
const BOARD = `query ($name: String!) {
  liveDomain(name: $name) {
    forbiddenStreams { totalCount edges { node { id status } } }
    onlineStreams { totalCount edges { node { id status } } }
  }
}`;

const domain = (n: number): string => `push-${n}.example.com`;
const references = (count: number, domainName: string): object[] =>
  Array.from({ length: count }, (_, n) => ({
    __typename: 'LiveStream',
    domainName,
    appName: 'live',
    streamName: `stream-${n}`,
  }));
const sum = (calls: Readonly<Record<string, number>>): number =>
  Object.values(calls).reduce((all, one) => all + one, 0);

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

/** Measures one upstream call through the same gateway for comparison: one resume. */
function oneCall(gateway: BenchGateway): Promise<number> {
  const input = { domainName: domain(0), appName: 'live', streamName: 'other' };
  const resume =
    'mutation ($input: ResumeLiveStreamInput!) { resumeLiveStream(input: $input) { requestId } }';
  return timed(() => gateway.post(resume, { input }));
}

async function entities(
  what: string,
  { gateway, world }: { readonly gateway: BenchGateway; readonly world: LargeWorld },
  asked: readonly object[],
  mostCalls: number,
): Promise<Row[]> {
  const single = await oneCall(gateway);
  const before = sum(await world.calls());
  const tookMs = await timed(() => gateway.post(STATUS, { references: asked }));
  const calls = sum(await world.calls()) - before;
  return [
    {
      what: `${what}: upstream calls`,
      figure: calls,
      unit: 'calls',
      ideal: mostCalls,
      beside: 'the most allowed',
    },
    {
      what: `${what}: latency, nothing known before`,
      figure: tookMs,
      unit: 'ms',
      ideal: single,
      beside: 'one upstream call; at most 3 ×',
    },
  ];
}

async function overGateway(): Promise<Row[]> {
  const world = await startLargeWorld(LATENCY_MS, 0);
  const gateway = await startBenchGateway(world.endpoint);
  await oneCall(gateway);
  const parts = { gateway, world };
  const one = await entities('status of 100 streams of one domain', parts, references(100, domain(0)), 3);
  const five = [1, 2, 3, 4, 5].flatMap((n) => references(200, domain(n)));
  const many = await entities('status of 1,000 streams of five domains', parts, five, 20);
  const before = await world.calls();
  const boards = async (): Promise<void> => {
    await Promise.all(Array.from({ length: DASHBOARDS }, () => gateway.post(BOARD, { name: domain(0) })));
  };
  const start = performance.now();
  for (let poll = 0; poll < POLLS; poll += 1) {
    const turn = new Promise((resolve) => setTimeout(resolve, 1_000));
    await Promise.all([boards(), turn]);
  }
  const seconds = (performance.now() - start) / 1_000;
  const after = await world.calls();
  const lists = ['DescribeLiveStreamsBlockList', 'DescribeLiveStreamsOnlineList'].map((operation) => ({
    what: `${DASHBOARDS} dashboards, a poll a second each: ${operation}`,
    figure: ((after[operation] ?? 0) - (before[operation] ?? 0)) / seconds,
    unit: 'calls/s',
    ideal: 1,
    beside: 'the most allowed',
  }));
  await gateway.close();
  world.stop();
  return [...one, ...many, ...lists];
}

/** Measures the CPU time of this process only: parsing and indexing pages, and finding streams. */
async function membership(): Promise<Row[]> {
  const world = await startLargeWorld(0, 10_000);
  const { endpoint } = world;
  const { live, ...connection } = await createUpstream({
    client: 'core',
    endpoint,
    protocol: 'http',
    timeoutMs: 5_000,
    credentials: { type: 'access_key', ...DEMO_ACCOUNT },
  });
  const streams = Array.from({ length: 1_000 }, (_, n) => ({
    domainName: domain(0),
    appName: 'live',
    streamName: `stream-${n * 20}`,
  }));
  const spentMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const directory = createDirectory({ upstream: live, requestTimeoutMs: 10_000 });
    const call = {
      correlationId: 'bench',
      lane: 'interactive',
      signal: new AbortController().signal,
    } as const;
    const before = process.cpuUsage();
    const found = await directory.readStatus(streams, call);
    const { user, system } = process.cpuUsage(before);
    spentMs.push((user + system) / 1_000);
    if (found.filter((status) => status === 'FORBIDDEN').length !== 500) throw new Error('wrong statuses');
  }
  const calls = (await world.calls())['DescribeLiveStreamsBlockList'] ?? 0;
  await connection.close();
  world.stop();
  const what = '1,000 streams against a forbid list of 10,000';
  return [
    {
      what: `${what}: its calls`,
      figure: calls / ROUNDS,
      unit: 'calls',
      ideal: 4,
      beside: 'the most allowed',
    },
    {
      what: `${what}: CPU, the first time`,
      figure: spentMs[0] ?? 0,
      unit: 'ms',
      ideal: CPU_AIM_MS,
      beside: 'the aim',
    },
    {
      what: `${what}: CPU, median`,
      figure: median(spentMs),
      unit: 'ms',
      ideal: CPU_AIM_MS,
      beside: 'the aim',
    },
  ];
}

export const directoryBench: Bench = {
  title: 'directory: the calls and the latency of status and lists',
  run: async () => [...(await overGateway()), ...(await membership())],
};
