import { createGuard, type Guard, type GuardOptions } from '../../src/guard/guard.js';
import { type GuardedCall } from '../../src/guard/guarded-call.js';
import { type Lane } from '../../src/stream/upstream.js';
import { VirtualClock } from '../support/virtual-clock.js';

/** A call that reached the simulated upstream. */
export interface Arrival {
  readonly name: string;
  readonly lane: Lane;
  readonly atMs: number;
}

export type CallDetails = Partial<GuardedCall<string>> & {
  readonly lane?: Lane;
  readonly signal?: AbortSignal;
};

export interface World {
  readonly clock: VirtualClock;
  readonly guard: Guard;
  readonly arrivals: Arrival[];
  /** Creates a call of this name that is answered after `latencyMs`. */
  readonly call: (name: string, more?: CallDetails) => GuardedCall<string>;
}

export const RESUME = { operation: 'ResumeLiveStream', limit: 30, windowMs: 1000 };

/** Creates a guard with a virtual clock and a simulated upstream. */
export function createWorld(options: Partial<GuardOptions> = {}, latencyMs = 20): World {
  const clock = new VirtualClock(1000);
  const arrivals: Arrival[] = [];
  const guard = createGuard({ limits: [RESUME], requestTimeoutMs: 10_000, clock, ...options });
  return {
    clock,
    guard,
    arrivals,
    call(name, { lane = 'interactive', signal = new AbortController().signal, ...more } = {}) {
      return {
        operation: RESUME.operation,
        context: { correlationId: name, signal, lane },
        retryableAfterSending: true,
        attempt: () => {
          arrivals.push({ name, lane, atMs: clock.now() });
          return new Promise((resolve) => {
            clock.setTimer(latencyMs, () => {
              resolve(name);
            });
          });
        },
        ...more,
      };
    },
  };
}

/** Returns the highest number of calls in any window [t, t + windowMs). */
export function worstWindow(atMs: readonly number[], windowMs: number): number {
  const sorted = [...atMs].sort((a, b) => a - b);
  let [worst, first] = [0, 0];
  sorted.forEach((end, index) => {
    while ((sorted[first] ?? end) <= end - windowMs) first += 1;
    worst = Math.max(worst, index - first + 1);
  });
  return worst;
}
