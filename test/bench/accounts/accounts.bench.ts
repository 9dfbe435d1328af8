import { createDatabase, hasPostgres } from '../../support/postgres.js';
import { type GatewayProcess } from '../../support/gateway-process.js';
import { type Bench, type Row } from '../bench.js';
import { worstSecond } from '../guard/replicas.js';
import { median } from '../median.js';
import { AccountsWorld, stopGateway, toIngestDomain, usageOf } from './world.js';

const MOST_ACCOUNTS = 20;
const RESUMES = 60;
const LIMIT = 30;
const IDEAL_S = (RESUMES - LIMIT) / LIMIT;
const ROUNDS = 4;
const WINDOW_MS = 1_500;
const IDLE_MS = 3_000;

let round = 0;

/** 60 resumes of each account at once, half of them through each gateway. @returns how many failed */
async function resumeAll(gateways: readonly GatewayProcess[], accounts: number): Promise<number> {
  round += 1;
  const answers = await Promise.all(
    gateways.flatMap((gateway, which) =>
      Array.from({ length: (RESUMES * accounts) / gateways.length }, (_, n) =>
        gateway.resume({
          domainName: toIngestDomain(n % accounts),
          appName: 'live',
          streamName: `round-${round}-${which}-${n}`,
        }),
      ),
    ),
  );
  return answers.filter(({ errors }) => errors !== undefined).length;
}

const cpuSOf = async (gateways: readonly GatewayProcess[]): Promise<number> =>
  (await Promise.all(gateways.map(usageOf))).reduce((sum, { cpuS }) => sum + cpuS, 0);
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, WINDOW_MS));

/** CPU time that the gateways take in `IDLE_MS` without a request. */
async function idleCpuS(gateways: readonly GatewayProcess[]): Promise<number> {
  const before = await cpuSOf(gateways);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  return (await cpuSOf(gateways)) - before;
}

async function cpuMsPerResume(gateways: readonly GatewayProcess[], accounts: number): Promise<number> {
  const startMs = performance.now();
  const before = await cpuSOf(gateways);
  for (let n = 0; n < ROUNDS; n += 1) {
    await resumeAll(gateways, accounts);
    await pause();
  }
  const usedS = (await cpuSOf(gateways)) - before;
  // What the gateways take without requests, such as for looking after jobs, is not a resume's.
  const idleS = ((performance.now() - startMs) / IDLE_MS) * (await idleCpuS(gateways));
  return ((usedS - idleS) * 1_000) / (ROUNDS * RESUMES * accounts);
}

async function pace(world: AccountsWorld, gateways: readonly GatewayProcess[]): Promise<Row[]> {
  await world.admin('POST', 'reset');
  const failed = await resumeAll(gateways, MOST_ACCOUNTS);
  const calls = [...(await world.arrivals()).values()];
  const times = calls.map((ofAccount) => ofAccount.map(({ at }) => at));
  const makespansS = times.map((at) => (Math.max(...at) - Math.min(...at)) / 1_000);
  const throttled = calls.flat().filter(({ answer }) => answer?.status !== 200).length;
  const who = `${MOST_ACCOUNTS} accounts × ${RESUMES} resumes, 2 processes`;
  const slowest = Math.max(...makespansS);
  return [
    {
      what: `${who}: slowest account`,
      figure: slowest,
      unit: 's',
      ideal: IDEAL_S / 0.95,
      beside: 'at 95 % of 30/s',
    },
    {
      what: `${who}: most in any second of an account`,
      figure: Math.max(...times.map(worstSecond)),
      unit: 'calls',
      ideal: LIMIT,
      beside: 'the limit',
    },
    {
      what: `${who}: throttled or failed`,
      figure: throttled + failed,
      unit: 'calls',
      ideal: 0,
      beside: 'none',
    },
    {
      what: `${who}: arrived`,
      figure: calls.flat().length,
      unit: 'calls',
      ideal: MOST_ACCOUNTS * RESUMES,
      beside: 'all',
    },
  ];
}

async function cpu(gateways: readonly GatewayProcess[]): Promise<Row[]> {
  const figures = new Map<number, number[]>([1, 5, MOST_ACCOUNTS].map((accounts) => [accounts, []]));
  // In turns, since the machine is shared.
  for (let turn = 0; turn < 3; turn += 1)
    for (const [accounts, measured] of figures) measured.push(await cpuMsPerResume(gateways, accounts));
  const alone = median(figures.get(1) ?? []);
  return Array.from(figures, ([accounts, measured]) => ({
    what: `CPU of one resume, ${accounts} accounts`,
    figure: median(measured),
    unit: 'ms',
    ideal: alone,
    beside: 'one account (bound 1.2 ×)',
  }));
}

/** Many accounts at once, by two gateways on one PostgreSQL with the ledger. */
export const accountsBench: Bench = {
  title: 'accounts: 20 accounts × 60 resumes at once, and what an account costs',
  async run() {
    if (!hasPostgres) return [];
    const world = await AccountsWorld.start(MOST_ACCOUNTS);
    const database = await createDatabase();
    const env = { DATABASE_URL: database.gatewayUrl(), REPLICAS: '2' };
    const gateways = await Promise.all([1, 2].map(() => world.startGateway(MOST_ACCOUNTS, env)));
    try {
      for (let n = 0; n < 3; n += 1) {
        await resumeAll(gateways, MOST_ACCOUNTS);
        await pause();
      }
      const rows = await pace(world, gateways);
      await pause();
      return [...rows, ...(await cpu(gateways))];
    } finally {
      await Promise.all(gateways.map(stopGateway));
      world.stop();
      await database.drop();
    }
  },
};
