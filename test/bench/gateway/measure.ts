import { median } from '../median.js';
import { type LoadReport } from './load.js';
import { type LoadProcess } from './load-process.js';
import { type Metered, startMetered } from './metered.js';
import { type Subject } from './subjects.js';

/** What one turn of one subject came to. */
export interface Turn extends Omit<LoadReport, 'requests' | 'failed' | 'failure'> {
  /** CPU time of the subject alone, in microseconds a request. */
  readonly cpuUs: number;
  /** Resident memory at the end of the turn, in MiB. */
  readonly rssMib: number;
}

const REOPEN_MS = 300;
/** The emulator closes what was idle for 10 s. A turn that begins shortly before would lose requests in its middle. */
const CLOSING_MS = { from: 7_000, to: 11_000 };

export interface Running {
  readonly subject: Subject;
  readonly metered: Metered;
  /** @param perSecond absent: as fast as 64 connections go */
  turn(forMs: number, perSecond?: number): Promise<Turn>;
}

export async function start(subject: Subject, load: LoadProcess): Promise<Running> {
  const metered = await startMetered(subject.program);
  const token = metered.token ?? subject.token;
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  let endedAtMs = performance.now();
  return {
    subject,
    metered,
    async turn(forMs, perSecond) {
      const idleMs = performance.now() - endedAtMs;
      if (idleMs > CLOSING_MS.from && idleMs < CLOSING_MS.to)
        await new Promise((resolve) => setTimeout(resolve, CLOSING_MS.to - idleMs));
      const order = { url: metered.url, headers, query: subject.query };
      // While others had their turns the emulator closed what was idle, which clients by hand notice by a request lost.
      if (forMs > REOPEN_MS) await load.run({ ...order, forMs: REOPEN_MS, mayFail: true });
      const before = await metered.ask('read');
      const report = await load.run({ ...order, forMs, perSecond });
      const after = await metered.ask('read');
      endedAtMs = performance.now();
      const { p50, p99 } = report;
      return {
        perSecond: report.perSecond,
        p50,
        p99,
        cpuUs: (after.cpuUs - before.cpuUs) / report.requests,
        rssMib: after.rss / 2 ** 20,
      };
    },
  };
}

/** From the start of the process to its first good answer, so that nothing can be put off until then. */
export async function measureStart(subject: Subject, load: LoadProcess): Promise<number> {
  const startMs = performance.now();
  const running = await start(subject, load);
  try {
    await running.turn(1, 1_000);
    return performance.now() - startMs;
  } finally {
    await running.metered.stop();
  }
}

/** The median of each round's own ratio: whatever else the machine does meets both of a round alike. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}
