import { type Meters } from './meters.js';

const BREAKER_STATES = ['closed', 'open', 'half-open'] as const;
/** The buckets of waits for a permit, in seconds: from a free permit to the longest default wait of a request. */
const WAIT_SECONDS = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** How many calls wait, by operation and lane. */
export type Queues = Iterable<readonly [operation: string, byLane: Readonly<Record<string, number>>]>;

/** The metrics of all guards. There is one guard for each account. */
export interface GuardMetrics {
  /**
   * Creates the metrics of one guard.
   * @param account the name of the account, which is a label of every metric
   */
  of(account: string): AccountGuardMetrics;
}

/** The metrics of one guard. */
export interface AccountGuardMetrics {
  onPermit(event: { operation: string; lane: string; waitMs: number }): void;
  onRefused(event: { operation: string; lane: string; code: string }): void;
  onJoined(event: { operation: string }): void;
  onRetry(event: { operation: string; code: string }): void;
  onThrottled(event: { operation: string }): void;
  onBreaker(event: { state: string }): void;
  /** Registers a function that is called each time the metrics page is read. */
  watchQueues(read: () => Queues): void;
  /** Removes the circuit breaker and the queues of an account that is no longer in use. */
  close(): void;
}

export function createGuardMetrics(
  { counter, gauge, histogram }: Meters,
  operations: readonly string[],
): GuardMetrics {
  const queues = new Map<string, () => Queues>();
  const waits = histogram(
    'permit_wait_seconds',
    'Time that calls waited for a permit, in seconds.',
    ['account', 'operation', 'lane'],
    WAIT_SECONDS,
  );
  const labels = ['account', 'operation', 'lane'] as const;
  gauge('waiting_calls', 'Calls that wait for a permit in this process.', labels, function () {
    this.reset();
    for (const [account, read] of queues)
      for (const [operation, byLane] of read())
        for (const [lane, waiting] of Object.entries(byLane)) this.set({ account, operation, lane }, waiting);
  });
  const refused = counter('permits_refused', 'Calls that received no permit.', [
    'account',
    'operation',
    'lane',
    'code',
  ]);
  const joined = counter('calls_joined', 'Requests that joined a waiting call of another request.', [
    'account',
    'operation',
  ]);
  const retries = counter('retries', 'Failed attempts that were repeated, by error code.', [
    'account',
    'operation',
    'code',
  ]);
  const throttled = counter(
    'throttled',
    'Calls that the upstream throttled although they were within the budget.',
    ['account', 'operation'],
  );
  const breaker = gauge('breaker_state', '1 for the current state of the circuit breaker.', [
    'account',
    'state',
  ]);
  const enter = (account: string, entered: string): void => {
    for (const state of BREAKER_STATES) breaker.set({ account, state }, state === entered ? 1 : 0);
  };
  const createOne = (account: string): AccountGuardMetrics => {
    let own: (() => Queues) | undefined;
    return {
      onPermit: ({ operation, lane, waitMs }) => {
        waits.observe({ account, operation, lane }, waitMs / 1000);
      },
      onRefused: ({ operation, lane, code }) => {
        refused.inc({ account, operation, lane, code });
      },
      onJoined: ({ operation }) => {
        joined.inc({ account, operation });
      },
      onRetry: ({ operation, code }) => {
        retries.inc({ account, operation, code });
      },
      onThrottled: ({ operation }) => {
        throttled.inc({ account, operation });
      },
      onBreaker: ({ state }) => {
        enter(account, state);
      },
      watchQueues: (read) => {
        own = read;
        queues.set(account, read);
      },
      close: () => {
        // The account may have been added again in the meantime.
        if (queues.get(account) !== own) return;
        queues.delete(account);
        for (const state of BREAKER_STATES) breaker.remove({ account, state });
      },
    };
  };
  return {
    of: (account) => {
      for (const operation of operations) throttled.inc({ account, operation }, 0);
      enter(account, 'closed');
      return createOne(account);
    },
  };
}
