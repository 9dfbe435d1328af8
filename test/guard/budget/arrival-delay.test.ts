import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArrivalDelay } from '../../../src/guard/budget/arrival-delay.js';
import { createWorld, worstWindow } from '../world.js';

/** Creates calls with a given delay to the upstream, and records their times of arrival. */
function createSlowRoad() {
  const world = createWorld({ requestTimeoutMs: 60_000 });
  const { clock, guard, call } = world;
  const arrivedAtMs: number[] = [];
  const send = (uplinkMs: number): Promise<string> =>
    guard.run(
      call('one', {
        attempt: () =>
          new Promise((resolve) => {
            clock.setTimer(uplinkMs, () => {
              arrivedAtMs.push(clock.now());
              clock.setTimer(10, () => {
                resolve('done');
              });
            });
          }),
      }),
    );
  const sendAll = (uplinksMs: readonly number[]): Promise<string[]> => Promise.all(uplinksMs.map(send));
  return { clock, sendAll, arrivedAtMs };
}

const times = (count: number, uplinkMs: number): number[] => new Array<number>(count).fill(uplinkMs);

describe('a call that reaches the upstream late', () => {
  it('occupies its slot until one window after its arrival', async () => {
    const { clock, sendAll, arrivedAtMs } = createSlowRoad();
    await Promise.all([sendAll([10]), clock.pass(3000)]);
    const all = [sendAll(times(30, 180)), sendAll(times(30, 10))];
    await clock.pass(10_000);
    await Promise.all(all);
    expect(arrivedAtMs).toHaveLength(61);
    expect(worstWindow(arrivedAtMs, 1000)).toBe(30);
  });

  it('occupies its slot for long enough during the warm-up, for any delay', async () => {
    const { clock, sendAll, arrivedAtMs } = createSlowRoad();
    const all = [sendAll(times(30, 800)), sendAll(times(60, 10))];
    await clock.pass(10_000);
    await Promise.all(all);
    expect(arrivedAtMs).toHaveLength(90);
    expect(worstWindow(arrivedAtMs, 1000)).toBe(30);
  });

  it('does not reduce the rate further than the guard time if all calls have the same delay', async () => {
    const { clock, sendAll, arrivedAtMs } = createSlowRoad();
    await Promise.all([sendAll([200]), clock.pass(3000)]);
    const beganMs = clock.now();
    const all = sendAll(times(300, 200));
    await clock.pass(30_000);
    await all;
    expect(Math.max(...arrivedAtMs) - beganMs).toBeLessThan(9 * 1025 + 200 + 10);
  });

  it('never causes a window above the limit, for any changes of the delay', async () => {
    const uplinkMs = fc.integer({ min: 10, max: 200 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(uplinkMs, { minLength: 31, maxLength: 150, size: 'max' }),
        async (uplinksMs) => {
          const { clock, sendAll, arrivedAtMs } = createSlowRoad();
          await Promise.all([sendAll([10]), clock.pass(3000)]);
          const all = sendAll(uplinksMs);
          await clock.pass(20_000);
          await all;
          expect(worstWindow(arrivedAtMs, 1000)).toBeLessThanOrEqual(30);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('counts as arrived with its answer, if it was sent so late that the machine is busy', async () => {
    const { clock } = createWorld();
    const delay = new ArrivalDelay(clock);
    const afterMs = async (latencyMs: number, overdueMs: number): Promise<number> => {
      const sentAtMs = clock.now();
      await clock.pass(latencyMs);
      return delay.of(sentAtMs, overdueMs);
    };
    await afterMs(60, 0);
    await clock.pass(3000);
    // The quickest call so far took 60 ms, which shows nothing about a moment in which calls are sent late.
    expect(await afterMs(70, 4)).toBe(4 + 20);
    expect(await afterMs(70, 47)).toBe(47 + 70);
    expect(await afterMs(5000, 47)).toBe(47 + 250);
  });
});
