import { MemoryPermitStore } from '../../../src/guard/budget/permit-store.memory.js';
import { createAccountPermits } from '../../../src/guard/budget/permit-store.account.js';
import { type BudgetView, type PermitStore } from '../../../src/guard/budget/permit-store.js';
import { createGuard, type Guard } from '../../../src/guard/guard.js';
import { StreamError } from '../../../src/stream/errors.js';
import { SimulatedClock } from './simulated-clock.js';

export const LIMIT = 30;
const OPERATION = 'ResumeLiveStream';
const NETWORK_MS = 0.5;
const UPSTREAM_MS = 30;
const RETRY_MS = 250;

export interface GroupOptions {
  readonly accounts: number;
  readonly replicas: number;
  /** The time of one statement in milliseconds. The database runs one statement at a time. */
  readonly statementMs: number;
}

/** A shared database. It runs one statement at a time, and fails all of them while `isAway`. */
class SimulatedDatabase {
  readonly statementsAtMs: number[] = [];
  isAway = false;
  /** The replicas that have ended. They send no more statements. */
  readonly ended = new Set<string>();
  readonly #clock: SimulatedClock;
  readonly #statementMs: number;
  readonly #inner: MemoryPermitStore;
  #freeAtMs = 0;

  constructor(clock: SimulatedClock, statementMs: number) {
    this.#clock = clock;
    this.#statementMs = statementMs;
    this.#inner = new MemoryPermitStore(clock);
  }

  get permits(): PermitStore {
    const shown = (view: BudgetView): BudgetView => ({ ...view, epoch: 'simulated' });
    return {
      reserve: (request) =>
        this.#work(request.replica, () => {
          const reservation = this.#inner.reserve(request);
          return { ...reservation, view: shown(reservation.view) };
        }),
      view: (limit, replica) => this.#work(replica, () => shown(this.#inner.view(limit, replica))),
    };
  }

  #work<T>(replica: string, act: () => T): Promise<T> {
    if (this.ended.has(replica)) return new Promise(() => undefined);
    const nowMs = this.#clock.now();
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs + NETWORK_MS) + this.#statementMs;
    return new Promise((resolve, reject) => {
      this.#clock.setTimer(this.#freeAtMs - nowMs, () => {
        if (this.isAway) {
          reject(new StreamError('STORE_UNAVAILABLE', { outcome: 'NOT_SENT' }));
          return;
        }
        this.statementsAtMs.push(this.#clock.now());
        const answer = act();
        this.#clock.setTimer(NETWORK_MS, () => {
          resolve(answer);
        });
      });
    });
  }
}

/** Replicas with one database and their accounts. Groups share nothing with each other. */
export class SimulatedGroup {
  readonly clock = new SimulatedClock();
  readonly database: SimulatedDatabase;
  /** The arrival times of calls at the upstream, by account. */
  readonly arrivals: readonly number[][];
  readonly #guards: readonly (readonly Guard[])[];

  constructor({ accounts, replicas, statementMs }: GroupOptions) {
    this.database = new SimulatedDatabase(this.clock, statementMs);
    this.arrivals = Array.from({ length: accounts }, () => []);
    this.#guards = Array.from({ length: accounts }, (_, account) =>
      Array.from({ length: replicas }, (__, replica) =>
        createGuard({
          limits: [{ operation: OPERATION, limit: LIMIT, windowMs: 1_000 }],
          requestTimeoutMs: 3_600_000,
          clock: this.clock,
          shared: {
            store: createAccountPermits(this.database.permits, `account-${account}`),
            replica: toName(replica),
            replicas,
            whenDown: 'refuse',
          },
        }),
      ),
    );
  }

  /** Sends resumes of every account, distributed over the replicas. Unsent resumes are retried. */
  resume(perAccount: number): void {
    for (const [account, guards] of this.#guards.entries())
      for (let n = 0; n < perAccount; n += 1) void this.#resumeOne(account, n % guards.length);
  }

  /** Ends a replica with all its waiting calls. */
  end(replica: number): void {
    this.database.ended.add(toName(replica));
  }

  async #resumeOne(account: number, replica: number): Promise<void> {
    const signal = new AbortController().signal;
    for (;;) {
      try {
        await this.#guards[account]?.[replica]?.run({
          operation: OPERATION,
          context: { correlationId: '', signal, lane: 'interactive' },
          retryableAfterSending: true,
          attempt: () => this.#arrive(account, replica),
        });
        return;
      } catch {
        await new Promise<void>((resolve) => {
          this.clock.setTimer(RETRY_MS, resolve);
        });
      }
    }
  }

  #arrive(account: number, replica: number): Promise<void> {
    // A replica that has ended sends no calls, and its permits are lost.
    if (!this.database.ended.has(toName(replica))) this.arrivals[account]?.push(this.clock.now());
    return new Promise((resolve) => {
      this.clock.setTimer(UPSTREAM_MS, resolve);
    });
  }
}

function toName(replica: number): string {
  return `replica-${replica}`;
}
