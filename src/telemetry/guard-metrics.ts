import { type Meters } from './meters.js';

const BREAKER_STATES = ['closed', 'open', 'half-open'] as const;
/** From a permit that was free to the longest that a request waits by default. */
const WAIT_SECONDS = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** How many wait, by operation and lane. */
export type Queues = Iterable<readonly [operation: string, byLane: Readonly<Record<string, number>>]>;

/** Counts the events of the guard. */
export interface GuardMetrics {
  onPermit(event: { operation: string; lane: string; waitMs: number }): void;
  onRefused(event: { operation: string; lane: string; code: string }): void;
  onJoined(event: { operation: string }): void;
  onRetry(event: { operation: string; code: string }): void;
  onThrottled(event: { operation: string }): void;
  onBreaker(event: { state: string }): void;
  /** Called each time that the metrics page is read. */
  watchQueues(read: () => Queues): void;
}

export function createGuardMetrics(
  { counter, gauge, histogram }: Meters,
  operations: readonly string[],
): GuardMetrics {
  let readQueues = (): Queues => [];
  const waits = histogram(
    'permit_wait_seconds',
    'How long calls waited for their permit.',
    ['operation', 'lane'],
    WAIT_SECONDS,
  );
  gauge('waiting_calls', 'Calls that wait for a permit in this process.', ['operation', 'lane'], function () {
    for (const [operation, byLane] of readQueues())
      for (const [lane, waiting] of Object.entries(byLane)) this.set({ operation, lane }, waiting);
  });
  const refused = counter('permits_refused', 'Calls that got no permit.', ['operation', 'lane', 'code']);
  const joined = counter('calls_joined', 'Requests that shared a call of another that still waited.', [
    'operation',
  ]);
  const retries = counter('retries', 'Attempts that were repeated, by what they ended with.', [
    'operation',
    'code',
  ]);
  const throttled = counter('throttled', 'Calls that the upstream throttled although the budget held.', [
    'operation',
  ]);
  for (const operation of operations) throttled.inc({ operation }, 0);
  const breaker = gauge('breaker_state', '1 for the state the circuit breaker is in.', ['state']);
  const enter = (entered: string): void => {
    for (const state of BREAKER_STATES) breaker.set({ state }, state === entered ? 1 : 0);
  };
  enter('closed');
  return {
    onPermit: ({ operation, lane, waitMs }) => {
      waits.observe({ operation, lane }, waitMs / 1000);
    },
    onRefused: ({ operation, lane, code }) => {
      refused.inc({ operation, lane, code });
    },
    onJoined: ({ operation }) => {
      joined.inc({ operation });
    },
    onRetry: ({ operation, code }) => {
      retries.inc({ operation, code });
    },
    onThrottled: ({ operation }) => {
      throttled.inc({ operation });
    },
    onBreaker: ({ state }) => {
      enter(state);
    },
    watchQueues: (read) => {
      readQueues = read;
    },
  };
}
