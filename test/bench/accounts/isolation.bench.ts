import { type GatewayProcess } from '../../support/gateway-process.js';
import { type Bench, type Row } from '../bench.js';
import { percentile } from '../guard/replicas.js';
import { AccountsWorld, stopGateway, toIngestDomain } from './world.js';

const [BAD, GOOD] = [0, 1];
const SECONDS = 6;
/** Below the limit of 30, so that the account's own queue is not measured. */
const GOOD_PER_SECOND = 25;
const BAD_PER_SECOND = 30;
const FAULTS = [
  ['hangs', 'hang'],
  ['denies', 'Forbidden.RAM'],
  ['throttles', 'Throttling.User'],
] as const;

interface Waits {
  readonly waitsMs: readonly number[];
  readonly failed: number;
}

let sent = 0;

/** Sends the resumes of one account at a constant rate. */
async function resumeEvenly(gateway: GatewayProcess, account: number, perSecond: number): Promise<Waits> {
  const waitsMs: number[] = [];
  let failed = 0;
  const running: Promise<void>[] = [];
  for (let n = 0; n < SECONDS * perSecond; n += 1) {
    running.push(
      (async () => {
        sent += 1;
        const startMs = performance.now();
        const { errors } = await gateway.resume({
          domainName: toIngestDomain(account),
          appName: 'live',
          streamName: `s-${sent}`,
        });
        waitsMs.push(performance.now() - startMs);
        if (errors !== undefined) failed += 1;
      })(),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_000 / perSecond));
  }
  await Promise.all(running);
  return { waitsMs, failed };
}

const p99Of = (values: readonly number[]): number => percentile(values, 0.99);

/** Measures the effect of an account with a faulty upstream on another account. */
export const accountIsolationBench: Bench = {
  title: 'account-isolation: an account beside one that hangs, denies or throttles',
  async run() {
    const world = await AccountsWorld.start(2);
    const gateway = await world.startGateway(2, { REQUEST_TIMEOUT_MS: '10000' });
    const rows: Row[] = [];
    const both = async (): Promise<Waits> => {
      const [good] = await Promise.all([
        resumeEvenly(gateway, GOOD, GOOD_PER_SECOND),
        resumeEvenly(gateway, BAD, BAD_PER_SECOND),
      ]);
      return good;
    };
    try {
      await both();
      for (const [what, fault] of FAULTS) {
        await world.admin('DELETE', 'faults');
        const before = p99Of((await both()).waitsMs);
        await world.spoil(BAD, fault);
        const { waitsMs, failed } = await both();
        rows.push(
          {
            what: `beside one that ${what}: p99 of a resume`,
            figure: p99Of(waitsMs),
            unit: 'ms',
            ideal: before + 20,
            beside: `beside one that works (${before.toFixed(1)} ms), and 20 ms`,
          },
          {
            what: `beside one that ${what}: failed`,
            figure: failed,
            unit: 'calls',
            ideal: 0,
            beside: 'none',
          },
        );
      }
      return rows;
    } finally {
      await stopGateway(gateway);
      world.stop();
    }
  },
};
