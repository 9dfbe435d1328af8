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

/** Permits that several replicas share. */
export interface SharedBudgetOptions {
  readonly store: PermitStore;
  /** This replica's name, unlike any other's. */
  readonly replica: string;
  /** How many replicas there are; what `degrade` divides the limit by. */
  readonly replicas: number;
  /** Without the store: refuse with STORE_UNAVAILABLE, or go on with limit ÷ replicas. */
  readonly whenDown: 'refuse' | 'degrade';
}

export interface GuardOptions {
  /** Every operation that will be called. */
  readonly limits: readonly OperationLimit[];
  /** How long a call may take in all, waiting and retries included, from the beginning of `run`. */
  readonly requestTimeoutMs: number;
  /** How many may wait for one budget. Default 10,000. */
  readonly maxWaiting?: number | undefined;
  /**
   * How much closer together two calls a window apart may arrive than they were sent. Default 25: on a quiet machine
   * the spread is under 10 ms, and the rate loses 2.5 %. Calls that were visibly later are allowed for.
   */
  readonly guardMs?: number | undefined;
  readonly retry?: RetryOptions | undefined;
  readonly breaker?: BreakerOptions | undefined;
  /** Default: this process spends the limits alone. */
  readonly shared?: SharedBudgetOptions | undefined;
  /** Where the permits are kept that this process spends alone. Default: a store of its own. */
  readonly permits?: PermitStore | undefined;
  readonly clock?: Clock | undefined;
  readonly observer?: GuardObserver | undefined;
}

/** What every call to the upstream passes. */
export interface Guard {
  /**
   * Makes a call when it may be made. Rejects with a StreamError whose `outcome` is what happened: RATE_LIMITED or
   * STORE_UNAVAILABLE and NOT_SENT without a permit, UPSTREAM_UNAVAILABLE and NOT_SENT while the breaker is open,
   * UPSTREAM_TIMEOUT and UNKNOWN when the time was up after sending, else what the attempt rejected with. When the
   * call's own signal aborts it rejects at once: RATE_LIMITED and NOT_SENT, or UPSTREAM_TIMEOUT and UNKNOWN.
   */
  run<T>(call: GuardedCall<T>): Promise<T>;
  budgets(): Promise<readonly OperationBudget[]>;
  /** Puts other limits in force. What waits under the former ones keeps its place and is sent under those. */
  setLimits(limits: readonly OperationLimit[]): void;
  readonly breakerState: BreakerState;
  /** How many calls wait in this process, by operation and lane; does not query the store. */
  waiting(): ReadonlyMap<string, Readonly<Record<Lane, number>>>;
  /**
   * For a graceful shutdown: waiting calls have `drainMs` left, then they are refused, RATE_LIMITED and NOT_SENT.
   * Resolves when every call has ended; a call that was sent is let finish, within its own time.
   */
  drain(drainMs: number): Promise<void>;
}

/** How far ahead of its time a shared permit is reserved: bulk not far, so that a person finds a slot soon. */
const SHARED_HORIZON_MS = { interactive: 100, bulk: 40 };
const NO_HORIZON_MS = { interactive: 0, bulk: 0 };

/** The budget of an operation, and whether it is that of a limit. */
interface LimitedBudget {
  readonly budget: Budget;
  isOf(limit: OperationLimit): boolean;
}

/** The policies in their order: join, retry, breaker, budget, deadline. */
class PolicyGuard implements Guard {
  readonly #options: GuardOptions;
  readonly #clock: Clock;
  readonly #coalescer: Coalescer;
  readonly #retry: Retry;
  readonly #breaker: Breaker;
  readonly #openBudget: (limit: OperationLimit) => Budget;
  #budgets = new Map<string, LimitedBudget>();
  /** Budgets of former limits. */
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

  /** Looked at when the permit is there, since a process that stood still has seen no timer of its own fire. */
  #admit(sharedCall: AnySharedCall): StreamError | undefined {
    if (this.#clock.now() >= sharedCall.deadlineAtMs)
      return deadlineExceededError(sharedCall.call, 'NOT_SENT');
    return this.#breaker.admit(sharedCall);
  }

  /** All budgets of a guard, also those of other limits, spend from the same store. */
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
