import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createGuard } from '../../src/guard/guard.js';
import { type Clock } from '../../src/stream/clock.js';
import { VirtualClock } from '../support/virtual-clock.js';
import { createDistantStore } from './distant-store.js';
import { RESUME, worstWindow } from './world.js';

/** The clock of one replica. While its process is suspended, no timer fires. All due timers fire afterwards. */
class Standstill implements Clock {
  readonly #clock: VirtualClock;
  #untilMs = -Infinity;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  setTimer(delayMs: number, callback: () => void): { cancel: () => void } {
    let timer = this.#clock.setTimer(delayMs, () => {
      const leftMs = this.#untilMs - this.now();
      if (leftMs <= 0) callback();
      else timer = this.#clock.setTimer(leftMs, callback);
    });
    return {
      cancel: () => {
        timer.cancel();
      },
    };
  }

  begin(durationMs: number): void {
    this.#untilMs = this.now() + durationMs;
  }
}

/** Runs replicas under full load. Each of them is suspended once. */
async function play(standstills: readonly { atMs: number; forMs: number }[], whenDown: 'refuse' | 'degrade') {
  const world = new VirtualClock(1000);
  const arrivedAtMs: number[] = [];
  const clocks = new Map(standstills.map((_, n) => [`replica-${n}`, new Standstill(world)]));
  const near = (replica: string): Clock => clocks.get(replica) ?? world;
  const store = createDistantStore(world, { offsetMs: 5000, delayMs: () => 2, near });
  const calls = [...clocks].flatMap(([replica, clock], n) => {
    world.setTimer(standstills[n]?.atMs ?? 0, () => {
      clock.begin(standstills[n]?.forMs ?? 0);
    });
    const shared = { store, replica, replicas: standstills.length, whenDown };
    const guard = createGuard({ limits: [RESUME], requestTimeoutMs: 200_000, clock, shared });
    return Array.from({ length: 150 }, () =>
      guard.run({
        operation: RESUME.operation,
        context: { correlationId: '', signal: new AbortController().signal, lane: 'interactive' },
        retryableAfterSending: true,
        attempt: () =>
          new Promise<string>((resolve) => {
            arrivedAtMs.push(clock.now());
            clock.setTimer(3000, () => {
              resolve('done');
            });
          }),
      }),
    );
  });
  await world.finish(150_000);
  return { arrivedAtMs, all: await Promise.all(calls) };
}

describe('a process that was suspended', () => {
  it.each(['refuse', 'degrade'] as const)(
    'does not use permits whose time has passed, for any start and length of the suspension (%s)',
    async (whenDown) => {
      const standstill = fc.record({
        atMs: fc.integer({ min: 0, max: 4000 }),
        forMs: fc.integer({ min: 10, max: 3000 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(standstill, { minLength: 2, maxLength: 3 }), async (standstills) => {
          const { arrivedAtMs, all } = await play(standstills, whenDown);
          expect(all).toHaveLength(150 * standstills.length);
          expect(worstWindow(arrivedAtMs, RESUME.windowMs)).toBeLessThanOrEqual(RESUME.limit);
        }),
        { numRuns: 100 },
      );
    },
  );
});
