import { type Bench } from '../bench.js';
import { median } from '../median.js';
import { AccountsWorld, stopGateway, toIngestDomain, usageOf } from './world.js';

const MANY = 100;
const RUNS = 7;

interface Started {
  readonly startMs: number;
  readonly readyMs: number;
  readonly memoryBytes: number;
}

async function start(world: AccountsWorld, accounts: number): Promise<Started> {
  const beganMs = performance.now();
  const gateway = await world.startGateway(accounts);
  const startMs = performance.now() - beganMs;
  const askedMs = performance.now();
  await (await fetch(new URL('/health/ready', gateway.url))).json();
  const readyMs = performance.now() - askedMs;
  for (let account = 0; account < accounts; account += 1)
    await gateway.resume({ domainName: toIngestDomain(account), appName: 'live', streamName: 's' });
  const { memoryBytes } = await usageOf(gateway);
  await stopGateway(gateway);
  return { startMs, readyMs, memoryBytes };
}

/** Compares start time, readiness and memory of a gateway with 100 accounts to one with 1. */
export const accountStartBench: Bench = {
  title: 'account-start: a gateway with 100 accounts beside one with a single account',
  async run() {
    const world = await AccountsWorld.start(MANY);
    const [one, many]: [Started[], Started[]] = [[], []];
    try {
      for (let n = 0; n < RUNS; n += 1) {
        one.push(await start(world, 1));
        many.push(await start(world, MANY));
      }
    } finally {
      world.stop();
    }
    const medianOf = (all: readonly Started[], name: keyof Started): number =>
      median(all.map((started) => started[name]));
    const perAccount = (medianOf(many, 'memoryBytes') - medianOf(one, 'memoryBytes')) / (MANY - 1);
    return [
      {
        what: `start with ${MANY} accounts`,
        figure: medianOf(many, 'startMs'),
        unit: 'ms',
        ideal: medianOf(one, 'startMs'),
        beside: 'with one (bound 1.5 ×)',
      },
      {
        what: `readiness with ${MANY} accounts, first answer`,
        figure: medianOf(many, 'readyMs'),
        unit: 'ms',
        ideal: 100,
        beside: 'the bound',
      },
      {
        what: 'memory of one further account, used once',
        figure: perAccount / 2 ** 20,
        unit: 'MiB',
        ideal: 2,
        beside: 'the bound',
      },
    ];
  },
};
