import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Lane } from '../../src/stream/upstream.js';
import { endOf } from './upstream.js';
import { type Arrival, createWorld, RESUME, worstWindow } from './world.js';

const RUNS = { numRuns: 150 };

const lane = fc.constantFrom<Lane>('interactive', 'bulk');
const plan = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  latencyMs: fc.integer({ min: 0, max: 60 }),
  requests: fc.array(
    fc.record({
      lane,
      pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 700 })),
      leavesAfterMs: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
      key: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    }),
    // The default size creates too few requests for a queue.
    { minLength: 1, maxLength: 60, size: 'max' },
  ),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Runs a plan to its end. All requests must be answered by then. */
async function play({ limit, latencyMs, requests }: Plan, requestTimeoutMs: number, joins = true) {
  const world = createWorld({ limits: [{ ...RESUME, limit }], requestTimeoutMs }, latencyMs);
  const { clock, guard, call, arrivals } = world;
  const answers = requests.map(() => 0);
  const ends: Promise<unknown>[] = [];
  for (const [index, { lane, pauseMs, leavesAfterMs, key }] of requests.entries()) {
    await clock.pass(pauseMs);
    const client = new AbortController();
    const joinKey = joins ? key : undefined;
    const end = endOf(guard.run(call(`${index}`, { lane, signal: client.signal, joinKey })));
    void end.then(() => (answers[index] = (answers[index] ?? 0) + 1));
    ends.push(end);
    if (leavesAfterMs !== undefined)
      clock.setTimer(leavesAfterMs, () => {
        client.abort();
      });
  }
  await clock.pass(requestTimeoutMs + 1000);
  return { arrivals, answers, ends, world };
}

const isAscending = (arrivals: readonly Arrival[], lane: Lane): boolean =>
  arrivals
    .filter((arrival) => arrival.lane === lane)
    .every(({ name }, at, all) => at === 0 || Number(name) > Number(all[at - 1]?.name));

describe('for any arrivals, lanes and cancellations', () => {
  it('no window contains more arrived calls than the limit', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (any) => {
        const { arrivals } = await play(any, 10_000);
        expect(
          worstWindow(
            arrivals.map(({ atMs }) => atMs),
            RESUME.windowMs,
          ),
        ).toBeLessThanOrEqual(any.limit);
      }),
      RUNS,
    );
  });

  it('each request is answered exactly once, and no timer or waiting call is left', async () => {
    await fc.assert(
      fc.asyncProperty(plan, fc.integer({ min: 500, max: 10_000 }), async (any, timeoutMs) => {
        const { answers, world } = await play(any, timeoutMs);
        expect(answers).toEqual(any.requests.map(() => 1));
        await world.clock.finish(10_000);
        expect(world.clock.timers).toBe(0);
        expect((await world.guard.budgets()).map(({ waiting }) => waiting)).toEqual([0]);
      }),
      RUNS,
    );
  });

  it('a caller that does not leave gets its answer if its deadline allows', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (any) => {
        const { ends, world } = await play(any, 100_000);
        await world.clock.finish(100_000);
        const all = await Promise.all(ends);
        const stayed = all.filter((_, index) => any.requests[index]?.leavesAfterMs === undefined);
        expect(stayed.filter((end) => typeof end !== 'string')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('each lane serves its calls in the order of their arrival', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (any) => {
        const { arrivals } = await play(any, 10_000, false);
        expect(isAscending(arrivals, 'interactive') && isAscending(arrivals, 'bulk')).toBe(true);
      }),
      RUNS,
    );
  });

  it('the bulk lane gets one permit of ten while both lanes wait', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        async (limit, bulk) => {
          const { clock, guard, call, arrivals } = createWorld({
            limits: [{ ...RESUME, limit }],
            requestTimeoutMs: 1_000_000,
          });
          const count = bulk * 10 + 40;
          const all = Array.from({ length: count }, (_, n) => guard.run(call(`${n}`)));
          for (let n = 0; n < bulk; n += 1) all.push(guard.run(call(`b${n}`, { lane: 'bulk' })));
          await clock.finish(1_000_000);
          await Promise.all(all);
          // The calls that were sent before the first bulk call arrived are not counted.
          const rest = arrivals.slice(Math.min(limit, count)).map((arrival) => arrival.lane);
          const lastPerson = rest.lastIndexOf('interactive');
          for (let first = 0; first + 11 <= lastPerson; first += 1) {
            const left = rest.slice(first).filter((each) => each === 'bulk').length;
            if (left > 0) expect(rest.slice(first, first + 11)).toContain('bulk');
          }
        },
      ),
      RUNS,
    );
  });
});
