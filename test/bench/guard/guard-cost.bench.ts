import { createGuard } from '../../../src/guard/guard.js';
import { type GuardedCall } from '../../../src/guard/guarded-call.js';
import { type Bench } from '../bench.js';

const CALLS = 100_000;
const BOUND_US = 30;

async function cpuUsPerCall(call: () => Promise<unknown>): Promise<number> {
  for (let n = 0; n < CALLS / 10; n += 1) await call();
  const before = process.cpuUsage();
  for (let n = 0; n < CALLS; n += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

/** Compares a call through the guard, while permits are free, with the same call without it. */
export const guardCostBench: Bench = {
  title: 'guard cost: one call while permits are free',
  async run() {
    const limits = [{ operation: 'ResumeLiveStream', limit: 250, windowMs: 0.001 }];
    const guard = createGuard({ limits, requestTimeoutMs: 10_000, guardMs: 0 });
    const attempt = () =>
      new Promise<number>((resolve) => {
        process.nextTick(resolve, 1);
      });
    let n = 0;
    const toCall = (): GuardedCall<number> => ({
      operation: 'ResumeLiveStream',
      // Every request has its own signal.
      context: { correlationId: 'bench', signal: new AbortController().signal, lane: 'interactive' },
      joinKey: `push.example.com/live/stream-${(n += 1)}`,
      retryableAfterSending: true,
      attempt,
    });
    const bare = await cpuUsPerCall(() =>
      toCall().attempt(new AbortController().signal, undefined, () => undefined),
    );
    const guarded = await cpuUsPerCall(() => guard.run(toCall()));
    return [
      {
        what: 'CPU over the bare call',
        figure: guarded - bare,
        unit: 'µs',
        ideal: BOUND_US,
        beside: 'the bound',
      },
    ];
  },
};
