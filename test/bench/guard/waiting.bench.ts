import { createGuard } from '../../../src/guard/guard.js';
import { type Bench } from '../bench.js';

const WAITING = 10_000;
const IDENTICAL = 1000;
const BOUND_KB = 8;

const LIMITS = [{ operation: 'ResumeLiveStream', limit: 30, windowMs: 1000 }];

function rssAfterCollection(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** Measures the memory of one waiting call, and the number of calls for 1,000 identical ones. */
export const waitingBench: Bench = {
  title: 'waiting: memory of 10,000 waiting calls, and 1,000 identical calls',
  async run() {
    let sent = 0;
    const attempt = () => {
      sent += 1;
      return new Promise<void>((resolve) => setTimeout(resolve, 20));
    };
    const call = (joinKey: string, signal: AbortSignal) => ({
      operation: 'ResumeLiveStream',
      context: { correlationId: joinKey, signal, lane: 'interactive' as const },
      joinKey,
      retryableAfterSending: true,
      attempt,
    });

    const crowd = createGuard({ limits: LIMITS, requestTimeoutMs: 1_000_000, maxWaiting: 2 * WAITING });
    const leaving = Array.from({ length: WAITING + 30 }, () => new AbortController());
    const before = rssAfterCollection();
    const waiting = leaving.map(({ signal }, n) => crowd.run(call(`stream-${n}`, signal)));
    const settled = Promise.allSettled(waiting);
    const [budget] = await crowd.budgets();
    const growth = rssAfterCollection() - before;
    for (const controller of leaving) controller.abort();
    await settled;

    const same = createGuard({ limits: LIMITS, requestTimeoutMs: 10_000 });
    const { signal } = new AbortController();
    sent = 0;
    await Promise.all(Array.from({ length: IDENTICAL }, () => same.run(call('stream', signal))));
    return [
      {
        what: `${budget?.waiting ?? 0} waiting calls: memory of each`,
        figure: growth / WAITING / 1024,
        unit: 'KB',
        ideal: BOUND_KB,
        beside: 'the bound',
      },
      {
        what: `${IDENTICAL} identical calls: calls sent`,
        figure: sent,
        unit: 'calls',
        ideal: 2,
        beside: 'the first, and one shared by the others',
      },
    ];
  },
};
