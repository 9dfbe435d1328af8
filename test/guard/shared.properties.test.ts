import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createGuard } from '../../src/guard/guard.js';
import { type Lane } from '../../src/stream/upstream.js';
import { VirtualClock } from '../support/virtual-clock.js';
import { createDistantStore } from './distant-store.js';
import { endOf } from './upstream.js';
import { RESUME, worstWindow } from './world.js';

const RUNS = { numRuns: 120 };

const plan = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  replicas: fc.integer({ min: 2, max: 3 }),
  offsetMs: fc.integer({ min: -100_000, max: 100_000 }),
  /** The one-way delays of requests to the store and of calls to the upstream. The values are used in turn. */
  storeMs: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }),
  wireMs: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }),
  requests: fc.array(
    fc.record({
      replica: fc.nat({ max: 2 }),
      lane: fc.constantFrom<Lane>('interactive', 'bulk'),
      pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
      leavesAfterMs: fc.option(fc.integer({ min: 0, max: 2000 }), { nil: undefined, freq: 4 }),
    }),
    { minLength: 1, maxLength: 60, size: 'max' },
  ),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

function inTurn(figures: readonly number[]): () => number {
  let next = 0;
  return () => figures[next++ % figures.length] ?? 0;
}

/** Runs a plan on replicas that share one remote store. */
async function play({ limit, replicas, offsetMs, storeMs, wireMs, requests }: Plan) {
  const clock = new VirtualClock(1000);
  const store = createDistantStore(clock, { offsetMs, delayMs: inTurn(storeMs) });
  const guards = Array.from({ length: replicas }, (_, n) =>
    createGuard({
      limits: [{ ...RESUME, limit }],
      requestTimeoutMs: 200_000,
      clock,
      shared: { store, replica: `replica-${n}`, replicas, whenDown: 'refuse' },
    }),
  );
  const arrivedAtMs: number[] = [];
  const delayMs = inTurn(wireMs);
  // A replica measures delays relative to its quickest call, so the first call of each replica has no delay.
  const knowing = new Set<number>();
  const attempt = (replica: number) => (): Promise<string> =>
    new Promise((resolve) => {
      const wireMs = knowing.has(replica) ? delayMs() : 0;
      knowing.add(replica);
      clock.setTimer(wireMs, () => {
        arrivedAtMs.push(clock.now());
        clock.setTimer(10, () => {
          resolve('done');
        });
      });
    });
  const ends: Promise<unknown>[] = [];
  for (const { replica, lane, pauseMs, leavesAfterMs } of requests) {
    await clock.pass(pauseMs);
    const client = new AbortController();
    const context = { correlationId: '', signal: client.signal, lane };
    const served = replica % replicas;
    const call = {
      operation: RESUME.operation,
      context,
      retryableAfterSending: true,
      attempt: attempt(served),
    };
    ends.push(endOf(guards[served]?.run(call) ?? Promise.resolve()));
    if (leavesAfterMs !== undefined)
      clock.setTimer(leavesAfterMs, () => {
        client.abort();
      });
  }
  await clock.finish(150_000);
  return { clock, guards, arrivedAtMs, all: await Promise.all(ends) };
}

describe('for any replicas, clocks, delays, arrivals and cancellations', () => {
  it('no window contains more arrived calls than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (any) => {
        const { arrivedAtMs } = await play(any);
        expect(worstWindow(arrivedAtMs, RESUME.windowMs)).toBeLessThanOrEqual(any.limit);
      }),
      RUNS,
    );
  });

  it('a caller that does not leave gets its answer, and no timer or waiting call is left', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (any) => {
        const { clock, all, guards } = await play(any);
        const stayed = all.filter((_, index) => any.requests[index]?.leavesAfterMs === undefined);
        expect(stayed.filter((end) => end !== 'done')).toEqual([]);
        expect(clock.timers).toBe(0);
        const looks = Promise.all(guards.map((guard) => guard.budgets()));
        await clock.finish(1000);
        expect((await looks).flat().map(({ waiting }) => waiting)).toEqual(guards.map(() => 0));
      }),
      RUNS,
    );
  });

  it('calls in the queue use at least nine tenths of the rate with a nearby database', async () => {
    const busy = plan.map((any) => ({
      ...any,
      storeMs: any.storeMs.map((ms) => ms / 5),
      requests: Array.from({ length: 8 * any.limit }, (_, n) => ({
        replica: n,
        lane: 'interactive' as const,
        pauseMs: 0,
        leavesAfterMs: undefined,
      })),
    }));
    await fc.assert(
      fc.asyncProperty(busy, async (any) => {
        const { arrivedAtMs } = await play(any);
        const took = Math.max(...arrivedAtMs) - Math.min(...arrivedAtMs);
        expect(took).toBeLessThanOrEqual(7 * RESUME.windowMs * 1.1);
      }),
      RUNS,
    );
  });
});
