import { createDatabase, hasPostgres } from '../../support/postgres.js';
import { type GatewayProcess } from '../../support/gateway-process.js';
import { type Bench, type Row } from '../bench.js';
import { worstSecond } from '../guard/replicas.js';
import { median } from '../median.js';
import { AccountsWorld, stopGateway, toIngestDomain, usageOf } from './world.js';

const MOST_ACCOUNTS = 20;
const RESUMES = 60;
const LIMIT = 30;
const IDEAL_MS = ((RESUMES - LIMIT) / LIMIT) * 1_000;
const ROUNDS = 7;
const WARM_UP_ROUNDS = 4;
/** After this pause, no call of an earlier round counts in a window of the limit. */
const PAUSE_MS = 1_500;
const IDLE_MS = 3_000;
const STEADY_PER_SECOND = 25;
const STEADY_MS = 6_000;
const TURNS = 5;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let round = 0;

function resume(gateway: GatewayProcess, account: number, n: number): ReturnType<GatewayProcess['resume']> {
  const streamName = `round-${round}-${n}`;
  return gateway.resume({ domainName: toIngestDomain(account), appName: 'live', streamName });
}

interface Burst {
  readonly failed: number;
  readonly throttled: number;
  readonly arrived: number;
  /** The sorted arrival times of the calls of each account, in milliseconds. */
  readonly times: readonly (readonly number[])[];
}

/** Sends 60 resumes of each account at once, half of them through each gateway. */
async function burst(world: AccountsWorld, gateways: readonly GatewayProcess[]): Promise<Burst> {
  round += 1;
  await world.admin('POST', 'reset');
  const perGateway = (RESUMES * MOST_ACCOUNTS) / gateways.length;
  const answers = await Promise.all(
    gateways.flatMap((gateway, which) =>
      Array.from({ length: perGateway }, (_, n) =>
        resume(gateway, n % MOST_ACCOUNTS, which * perGateway + n),
      ),
    ),
  );
  const calls = [...(await world.arrivals()).values()];
  await pause(PAUSE_MS);
  return {
    failed: answers.filter(({ errors }) => errors !== undefined).length,
    throttled: calls.flat().filter(({ answer }) => answer?.status !== 200).length,
    arrived: calls.flat().length,
    times: calls.map((ofAccount) => ofAccount.map(({ at }) => at).sort((one, other) => one - other)),
  };
}

const toMakespanMs = (times: readonly number[]): number => (times.at(-1) ?? NaN) - (times[0] ?? NaN);
/**
 * Returns the shortest time that the limit allows. The 31st to 60th call of an account arrive one
 * second after its first 30. The first 30 take the time that the machine needs for the calls of
 * all accounts.
 */
const toShortestMs = (times: readonly number[]): number =>
  IDEAL_MS + (times[LIMIT - 1] ?? NaN) - (times[0] ?? NaN);

async function pace(world: AccountsWorld, gateways: readonly GatewayProcess[]): Promise<Row[]> {
  const bursts: Burst[] = [];
  for (let n = 0; n < WARM_UP_ROUNDS + ROUNDS; n += 1) bursts.push(await burst(world, gateways));
  const who = `${MOST_ACCOUNTS} accounts × ${RESUMES} resumes, 2 processes`;
  const slowest = (toFigure: (times: readonly number[]) => number): number =>
    median(bursts.slice(WARM_UP_ROUNDS).map(({ times }) => Math.max(...times.map(toFigure))));
  // The limit must hold from the first call on, so warm-up rounds count here.
  const most = (toFigure: (burst: Burst) => number): number => Math.max(...bursts.map(toFigure));
  return [
    {
      what: `${who}: slowest account`,
      figure: slowest(toMakespanMs),
      unit: 'ms',
      ideal: IDEAL_MS / 0.95,
      beside: 'at 95 % of 30/s, on a machine without limits',
    },
    {
      what: `${who}: slowest account, compared with the shortest time after its first ${LIMIT} calls`,
      figure: slowest((times) => toMakespanMs(times) / toShortestMs(times)),
      unit: '×',
      ideal: 1 / 0.95,
      beside: 'at 95 % of the pace',
    },
    {
      what: `${who}: most in any second of an account`,
      figure: most(({ times }) => Math.max(...times.map(worstSecond))),
      unit: 'calls',
      ideal: LIMIT,
      beside: 'the limit',
    },
    {
      what: `${who}: throttled or failed`,
      figure: most(({ throttled, failed }) => throttled + failed),
      unit: 'calls',
      ideal: 0,
      beside: 'none',
    },
    {
      what: `${who}: arrived`,
      figure: Math.min(...bursts.map(({ arrived }) => arrived)),
      unit: 'calls',
      ideal: MOST_ACCOUNTS * RESUMES,
      beside: 'all',
    },
  ];
}

const cpuSOf = async (gateways: readonly GatewayProcess[]): Promise<number> =>
  (await Promise.all(gateways.map(usageOf))).reduce((sum, { cpuS }) => sum + cpuS, 0);

/** Returns the CPU time of the gateways in `IDLE_MS` without a request, in seconds. */
async function idleCpuS(gateways: readonly GatewayProcess[]): Promise<number> {
  const before = await cpuSOf(gateways);
  await pause(IDLE_MS);
  return (await cpuSOf(gateways)) - before;
}

/** Measures a constant rate of resumes, which are distributed over the given number of accounts. */
async function cpuMsPerResume(gateways: readonly GatewayProcess[], accounts: number): Promise<number> {
  round += 1;
  const startMs = performance.now();
  const before = await cpuSOf(gateways);
  const answers: Promise<unknown>[] = [];
  for (let n = 0; performance.now() - startMs < STEADY_MS; n += 1) {
    const gateway = gateways[n % gateways.length];
    if (gateway !== undefined) answers.push(resume(gateway, Math.floor(n / gateways.length) % accounts, n));
    await pause(Math.max(0, startMs + ((n + 1) * 1_000) / STEADY_PER_SECOND - performance.now()));
  }
  await Promise.all(answers);
  const tookMs = performance.now() - startMs;
  const usedS = (await cpuSOf(gateways)) - before;
  // Idle work, such as the search for jobs, is not a part of a resume.
  const idleS = (tookMs / IDLE_MS) * (await idleCpuS(gateways));
  return ((usedS - idleS) * 1_000) / answers.length;
}

async function cpu(gateways: readonly GatewayProcess[]): Promise<Row[]> {
  const figures = new Map<number, number[]>([1, 5, MOST_ACCOUNTS].map((accounts) => [accounts, []]));
  // The measurements alternate, so that other load on the machine affects all of them.
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [accounts, measured] of figures) measured.push(await cpuMsPerResume(gateways, accounts));
  const alone = median(figures.get(1) ?? []);
  return Array.from(figures, ([accounts, measured]) => ({
    what: `CPU of one resume of ${STEADY_PER_SECOND} a second, of ${accounts} accounts in turn`,
    figure: median(measured),
    unit: 'ms',
    ideal: alone,
    beside: 'one account (bound 1.2 ×)',
  }));
}

/** Measures many accounts at once, with two gateways on one PostgreSQL and with the ledger. */
export const accountsBench: Bench = {
  title: 'accounts: 20 accounts × 60 resumes at once, and the cost of an account',
  async run() {
    if (!hasPostgres) return [];
    const world = await AccountsWorld.start(MOST_ACCOUNTS);
    const database = await createDatabase();
    const env = { DATABASE_URL: database.gatewayUrl(), REPLICAS: '2' };
    const gateways = await Promise.all([1, 2].map(() => world.startGateway(MOST_ACCOUNTS, env)));
    try {
      const rows = await pace(world, gateways);
      return [...rows, ...(await cpu(gateways))];
    } finally {
      await Promise.all(gateways.map(stopGateway));
      world.stop();
      await database.drop();
    }
  },
};
