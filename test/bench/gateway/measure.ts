import { median } from '../median.js';
import { type LoadReport } from './load.js';
import { type LoadProcess } from './load-process.js';
import { type Metered, startMetered } from './metered.js';
import { type Subject } from './subjects.js';

/** The result of one turn of one subject. */
export interface Turn extends Omit<LoadReport, 'requests' | 'failed' | 'failure'> {
  /** The CPU time of only the subject, in microseconds per request. */
  readonly cpuUs: number;
  /** The resident memory at the end of the turn, in MiB. */
  readonly rssMib: number;
}

const REOPEN_MS = 300;
/**
 * The emulator closes connections that were idle for 10 s. A turn that begins shortly before
 * that loses requests, so a turn does not begin in this range of idle times.
 */
const CLOSING_MS = { from: 7_000, to: 11_000 };

export interface Running {
  readonly subject: Subject;
  readonly metered: Metered;
  /** @param perSecond the rate; if absent, 64 connections send as fast as possible */
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
      // The emulator closed idle connections during the turns of other subjects. Hand-written
      // clients detect this only by a failed request.
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

/** Measures the time from the start of the process to its first successful response, in ms. */
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

/**
 * Returns the median of the ratios of all rounds. Other load on the machine affects both values
 * of a round alike.
 */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
  return median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN)));
}
