import { type Bench, type Row } from '../bench.js';
import { worstSecond } from '../guard/replicas.js';
import { LIMIT, SimulatedGroup } from './simulation.js';

const GROUPS = 10;
const ACCOUNTS = 100;
const REPLICAS = 5;
/** The assumed speed of a database: 5,000 statements per second, one after the other. */
const STATEMENT_MS = 0.2;
const RESUMES = 90;
const IDEAL_S = (RESUMES - LIMIT) / LIMIT;

const spanS = (atMs: readonly number[]): number => (Math.max(...atMs) - Math.min(...atMs)) / 1_000;
const countIn = (atMs: readonly number[], fromMs: number): number =>
  atMs.filter((at) => at >= fromMs && at < fromMs + 1_000).length;

async function restore(accounts: number, replicas: number): Promise<SimulatedGroup> {
  const group = new SimulatedGroup({ accounts, replicas, statementMs: STATEMENT_MS });
  group.resume(RESUMES);
  await group.clock.playUntil(30_000);
  return group;
}

/** Resumes 90 streams of every account at the same time, in independent groups. */
async function everything(): Promise<Row[]> {
  const spans: number[] = [];
  let [worst, arrived] = [0, 0];
  for (let n = 0; n < GROUPS; n += 1) {
    const { arrivals } = await restore(ACCOUNTS, REPLICAS);
    for (const atMs of arrivals) {
      spans.push(spanS(atMs));
      worst = Math.max(worst, worstSecond(atMs));
      arrived += atMs.length;
    }
  }
  const who = `${GROUPS * ACCOUNTS} accounts, ${GROUPS * REPLICAS} replicas`;
  const all = GROUPS * ACCOUNTS * RESUMES;
  return [
    {
      what: `${who}: most in any second of an account`,
      figure: worst,
      unit: 'calls',
      ideal: LIMIT,
      beside: 'the limit',
    },
    {
      what: `${who}: slowest account`,
      figure: Math.max(...spans),
      unit: 's',
      ideal: IDEAL_S,
      beside: '60 at 30/s',
    },
    {
      what: `${who}: fastest account`,
      figure: Math.min(...spans),
      unit: 's',
      ideal: IDEAL_S,
      beside: '60 at 30/s',
    },
    { what: `${who}: arrived`, figure: arrived, unit: 'calls', ideal: all, beside: 'all' },
  ];
}

/** Measures the load of a database for different numbers of accounts and replicas. */
async function statements(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [accounts, replicas] of [
    [20, 5],
    [100, 1],
    [100, 5],
    [100, 10],
    [200, 5],
  ] as const) {
    const { arrivals, database } = await restore(accounts, replicas);
    const perResume = database.statementsAtMs.length / arrivals.flat().length;
    const slowest = Math.max(...arrivals.map(spanS));
    const what = `${accounts} accounts, ${replicas} replicas`;
    rows.push(
      {
        what: `${what}: statements for a resume`,
        figure: perResume,
        unit: '',
        ideal: 1,
        beside: 'one statement for each resume',
      },
      { what: `${what}: slowest account`, figure: slowest, unit: 's', ideal: IDEAL_S, beside: '60 at 30/s' },
    );
  }
  return rows;
}

/**
 * Returns the time from the end of a disturbance until the first second in which every account
 * gets 90 % of its rate again.
 */
function recoveryS(arrivals: readonly (readonly number[])[], fromMs: number): number {
  const isServed = (startMs: number): boolean =>
    arrivals.every((atMs) => countIn(atMs, startMs) >= LIMIT * 0.9);
  for (let startMs = fromMs; startMs < fromMs + 20_000; startMs += 50)
    if (isServed(startMs)) return (startMs - fromMs) / 1_000;
  return Infinity;
}

async function disturbed(what: string, disturb: (group: SimulatedGroup) => Promise<number>): Promise<Row[]> {
  const group = new SimulatedGroup({ accounts: ACCOUNTS, replicas: REPLICAS, statementMs: STATEMENT_MS });
  group.resume(900);
  await group.clock.playUntil(3_000);
  const fromMs = await disturb(group);
  await group.clock.playUntil(fromMs + 10_000);
  const worst = Math.max(...group.arrivals.map(worstSecond));
  return [
    {
      what: `${what}: all accounts at their rate again`,
      figure: recoveryS(group.arrivals, fromMs),
      unit: 's',
      ideal: 1,
      beside: 'one window',
    },
    {
      what: `${what}: most in any second of an account`,
      figure: worst,
      unit: 'calls',
      ideal: LIMIT,
      beside: 'the limit',
    },
  ];
}

/** Simulates 1,000 accounts and 50 replicas in ten groups. Each group has its own database. */
export const scaleSimulationBench: Bench = {
  title: 'scale-simulation: 1,000 accounts and 50 replicas in 10 groups, simulated',
  async run() {
    return [
      ...(await everything()),
      ...(await statements()),
      ...(await disturbed('database of a group unavailable for 5 s', async ({ clock, database }) => {
        database.isAway = true;
        await clock.playUntil(8_000);
        database.isAway = false;
        return clock.now();
      })),
      ...(await disturbed('2 of 5 replicas of a group end', (group) => {
        for (const replica of [0, 1]) group.end(replica);
        return Promise.resolve(group.clock.now());
      })),
    ];
  },
};
