import { createGuard, type Guard, type GuardOptions } from '../../src/guard/guard.js';
import { type GuardedCall } from '../../src/guard/guarded-call.js';
import { type PermitStore } from '../../src/guard/budget/permit-store.js';
import { PostgresPermitStore } from '../../src/store/budget.postgres.js';
import { type Lane } from '../../src/stream/upstream.js';
import { type Postgres } from '../../src/store/postgres.js';

export interface Arrived {
  readonly replica: string;
  readonly name: string;
  readonly atMs: number;
}

/** A short window, so that tests in real time take little time. */
export const SHORT = { operation: 'ResumeLiveStream', limit: 10, windowMs: 300 };

export interface ReplicaOptions {
  readonly whenDown?: 'refuse' | 'degrade';
  readonly replicas?: number;
  readonly toStore?: (client: Postgres) => PermitStore;
}

const toPermitStore = ({ db }: Postgres): PermitStore => new PostgresPermitStore(db);

/** The guard of one gateway on the shared budget. Its calls arrive in `arrivals`. */
export function createReplica(
  replica: string,
  client: Postgres,
  options: Partial<GuardOptions> & ReplicaOptions = {},
): Guard {
  const { whenDown = 'refuse', replicas = 2, toStore = toPermitStore, ...rest } = options;
  const shared = { store: toStore(client), replica, replicas, whenDown };
  return createGuard({ limits: [SHORT], requestTimeoutMs: 15_000, shared, ...rest });
}

/** A call that ends at once and records its arrival. */
export function toCall(
  arrivals: Arrived[],
  replica: string,
  name: string,
  { lane = 'interactive', signal = new AbortController().signal }: { lane?: Lane; signal?: AbortSignal } = {},
): GuardedCall<string> {
  return {
    operation: SHORT.operation,
    context: { correlationId: name, signal, lane },
    retryableAfterSending: true,
    attempt: () => {
      arrivals.push({ replica, name, atMs: performance.now() });
      return Promise.resolve(name);
    },
  };
}
