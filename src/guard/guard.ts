import { type OperationBudget } from '../stream/call-budget.js';
import { type StreamError } from '../stream/errors.js';
import { type Lane } from '../stream/upstream.js';
import { Breaker, type BreakerOptions } from './breaker.js';
import { Budget, type BudgetOptions } from './budget/budget.js';
import { type GuardedCall } from './guarded-call.js';
import { systemClock, type Clock } from '../stream/clock.js';
import { attemptInTime } from './deadline.js';
import { type AnySharedCall, type SharedCall } from './coalesce/shared-call.js';
import { Coalescer } from './coalesce/coalescer.js';
import { toWorkableLimit, type OperationLimit } from './budget/operation-limit.js';
import { type BreakerState, type GuardObserver } from './observer.js';
import { MemoryPermitStore } from './budget/permit-store.memory.js';
import { type PermitStore } from './budget/permit-store.js';
import { deadlineExceededError, rateLimitedError } from './errors.js';
import { Retry, type RetryOptions } from './retry.js';
import { DegradingPermitStore } from './budget/permit-store.degrading.js';

/** The options of a budget that several replicas share. */
export interface SharedBudgetOptions {
  readonly store: PermitStore;
  /** The name of this replica. It must be unique. */
  readonly replica: string;
  /** The number of replicas. `degrade` divides the limit by it. */
  readonly replicas: number;
  /** What to do while the store is unreachable: refuse with STORE_UNAVAILABLE, or use limit ÷ replicas. */
  readonly whenDown: 'refuse' | 'degrade';
}

export interface GuardOptions {
  /** The limits of all operations that are called. */
  readonly limits: readonly OperationLimit[];
  /** The longest time from the start of `run` to its end, including waits and retries. */
  readonly requestTimeoutMs: number;
  /** The most calls that can wait for one budget. Default 10,000. */
  readonly maxWaiting?: number | undefined;
  /**
   * Two calls can arrive closer together than they were sent, by up to this time. A slot therefore stays occupied for
   * one window plus this time. Default 25: on an idle machine the difference is below 10 ms, and the rate decreases by
   * 2.5 %. If a call is measurably later, its slot stays occupied for longer.
   */
  readonly guardMs?: number | undefined;
  readonly retry?: RetryOptions | undefined;
  readonly breaker?: BreakerOptions | undefined;
  /** Default: no other replica uses the limits. */
  readonly shared?: SharedBudgetOptions | undefined;
  /** The store of the permits if `shared` is not set. Default: a new store in memory. */
  readonly permits?: PermitStore | undefined;
  readonly clock?: Clock | undefined;
  readonly observer?: GuardObserver | undefined;
}

/** All calls to the upstream pass the guard. */
export interface Guard {
  /**
   * Makes a call as soon as it is allowed. Rejects with a StreamError that has the outcome:
   * - RATE_LIMITED or STORE_UNAVAILABLE, NOT_SENT: there is no permit.
   * - UPSTREAM_UNAVAILABLE, NOT_SENT: the breaker is open.
   * - UPSTREAM_TIMEOUT, UNKNOWN: the deadline passed after the call was sent.
   * - Otherwise the error of the attempt.
   *
   * When the signal of the call aborts, it rejects at once with RATE_LIMITED (NOT_SENT) or UPSTREAM_TIMEOUT (UNKNOWN).
   */
  run<T>(call: GuardedCall<T>): Promise<T>;
  budgets(): Promise<readonly OperationBudget[]>;
  /** Replaces the limits. Calls that wait under the former limits keep their position and are sent under those. */
  setLimits(limits: readonly OperationLimit[]): void;
  readonly breakerState: BreakerState;
  /** The number of calls that wait in this process, by operation and lane. Does not query the store. */
  waiting(): ReadonlyMap<string, Readonly<Record<Lane, number>>>;
  /**
   * For a graceful shutdown. Waiting calls are served for `drainMs` and then refused with RATE_LIMITED (NOT_SENT).
   * Resolves when all calls have ended. A call that is sent can finish within its own deadline.
   */
  drain(drainMs: number): Promise<void>;
}

/**
 * How far ahead of its time a shared permit is reserved. The value of the bulk lane is small, because an interactive
 * call must find a free slot soon.
 */
const SHARED_HORIZON_MS = { interactive: 100, bulk: 40 };
const NO_HORIZON_MS = { interactive: 0, bulk: 0 };

/** The budget of an operation. `isOf` compares its limit with another one. */
interface LimitedBudget {
  readonly budget: Budget;
  isOf(limit: OperationLimit): boolean;
}

/** Applies the policies in this order: coalesce, retry, breaker, budget, deadline. */
class PolicyGuard implements Guard {
  readonly #options: GuardOptions;
  readonly #clock: Clock;
  readonly #coalescer: Coalescer;
  readonly #retry: Retry;
  readonly #breaker: Breaker;
  readonly #openBudget: (limit: OperationLimit) => Budget;
  #budgets = new Map<string, LimitedBudget>();
  /** The budgets of former limits that still have waiting calls. */
  #former: Budget[] = [];
  #lifted: ReadonlySet<string> = new Set();
  #closesAtMs = Infinity;
  #running = 0;
  #onIdle: (() => void) | undefined;
  readonly #onEnded = (): void => {
    this.#running -= 1;
    if (this.#running === 0) this.#onIdle?.();
  };

  constructor(options: GuardOptions) {
    const { retry = {}, breaker = {}, observer = {}, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#breaker = new Breaker(breaker, clock, observer, (sharedCall) => this.#spend(sharedCall));
    this.#retry = new Retry(retry, clock, observer, (sharedCall) => this.#breaker.run(sharedCall));
    this.#coalescer = new Coalescer(clock, observer, (sharedCall, turn) => this.#start(sharedCall, turn));
    this.#openBudget = this.#createBudgets(observer);
    this.setLimits(options.limits);
  }

  get breakerState(): BreakerState {
    return this.#breaker.state;
  }

  run<T>(call: GuardedCall<T>): Promise<T> {
    const nowMs = this.#clock.now();
    if (nowMs >= this.#closesAtMs) return Promise.reject(rateLimitedError(call.operation, 1000));
    const deadlineAtMs = nowMs + this.#options.requestTimeoutMs;
    return this.#coalescer.run(call, deadlineAtMs);
  }

  budgets(): Promise<readonly OperationBudget[]> {
    return Promise.all(Array.from(this.#budgets.values(), ({ budget }) => budget.status()));
  }

  waiting(): ReadonlyMap<string, Readonly<Record<Lane, number>>> {
    return new Map(Array.from(this.#budgets, ([operation, { budget }]) => [operation, budget.waiting]));
  }

  setLimits(limits: readonly OperationLimit[]): void {
    const before = this.#budgets;
    this.#lifted = new Set(limits.filter(({ limit }) => limit === 0).map(({ operation }) => operation));
    this.#budgets = new Map(
      limits
        .filter(({ limit }) => limit > 0)
        .map((limit) => {
          const known = before.get(limit.operation);
          return [limit.operation, known?.isOf(limit) === true ? known : this.#open(limit)];
        }),
    );
    const kept = new Set(Array.from(this.#budgets.values(), ({ budget }) => budget));
    this.#former = Array.from(before.values(), ({ budget }) => budget)
      .concat(this.#former)
      .filter((budget) => !kept.has(budget) && budget.isWaiting);
  }

  #open(limit: OperationLimit): LimitedBudget {
    return {
      budget: this.#openBudget(toWorkableLimit(limit)),
      isOf: (other) => other.limit === limit.limit && other.windowMs === limit.windowMs,
    };
  }

  async drain(drainMs: number): Promise<void> {
    this.#closesAtMs = this.#clock.now() + drainMs;
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
    });
    const timer = this.#clock.setTimer(drainMs, () => {
      this.#retry.close();
      for (const { budget } of this.#budgets.values()) budget.refuseAll();
      for (const budget of this.#former) budget.refuseAll();
    });
    if (this.#running > 0) await idle;
    timer.cancel();
  }

  #start<T>(sharedCall: SharedCall<T>, turn: Promise<void> | undefined): Promise<T> {
    this.#running += 1;
    const end =
      turn === undefined ? this.#retry.run(sharedCall) : turn.then(() => this.#startLater(sharedCall));
    end.then(this.#onEnded, this.#onEnded);
    return end;
  }

  #startLater<T>(sharedCall: SharedCall<T>): Promise<T> {
    if (sharedCall.abandoned || this.#clock.now() >= sharedCall.deadlineAtMs)
      throw deadlineExceededError(sharedCall.call, 'NOT_SENT');
    if (this.#clock.now() >= this.#closesAtMs) throw rateLimitedError(sharedCall.operation, 1000);
    return this.#retry.run(sharedCall);
  }

  #spend<T>(sharedCall: SharedCall<T>): Promise<T> {
    const limited = this.#budgets.get(sharedCall.operation);
    if (limited !== undefined) return limited.budget.run(sharedCall);
    if (!this.#lifted.has(sharedCall.operation))
      throw new RangeError(`No limit is known for ${sharedCall.operation}.`);
    const refusal = this.#admit(sharedCall);
    if (refusal !== undefined) return Promise.reject(refusal);
    sharedCall.markSent();
    return attemptInTime(sharedCall, this.#clock);
  }

  /**
   * Checks the deadline and the breaker when a permit is granted. The timer of the deadline is not enough, because it
   * fires late if the process was suspended.
   */
  #admit(sharedCall: AnySharedCall): StreamError | undefined {
    if (this.#clock.now() >= sharedCall.deadlineAtMs)
      return deadlineExceededError(sharedCall.call, 'NOT_SENT');
    return this.#breaker.admit(sharedCall);
  }

  /** All budgets of a guard use the same store, including those of former limits. */
  #createBudgets(observer: GuardObserver): (limit: OperationLimit) => Budget {
    const { shared, permits, maxWaiting = 10_000, guardMs = 25 } = this.#options;
    const clock = this.#clock;
    const store =
      shared === undefined
        ? (permits ?? new MemoryPermitStore(clock))
        : shared.whenDown === 'degrade'
          ? new DegradingPermitStore(shared.store, shared.replicas, clock)
          : shared.store;
    const horizonMs = shared === undefined ? NO_HORIZON_MS : SHARED_HORIZON_MS;
    const { replica, replicas } = shared ?? { replica: 'this', replicas: 1 };
    const policy: Pick<BudgetOptions, 'maxWaiting' | 'observer' | 'admit' | 'next'> = {
      maxWaiting,
      observer,
      admit: (sharedCall) => this.#admit(sharedCall),
      next: (sharedCall) => attemptInTime(sharedCall, clock),
    };
    return (limit) => new Budget({ limit, store, replica, replicas, guardMs, horizonMs, clock, ...policy });
  }
}

export function createGuard(options: GuardOptions): Guard {
  return new PolicyGuard(options);
}
