import { type OperationBudget } from '../../stream/call-budget.js';
import { StreamError } from '../../stream/errors.js';
import { type Lane } from '../../stream/upstream.js';
import { type Clock, type Timer } from '../../stream/clock.js';
import { PermitRequest, type PermitRequestQueue } from './permit-request.js';
import { type AnySharedCall, type SharedCall, type Next } from '../coalesce/shared-call.js';
import { Lanes } from './lanes.js';
import { type OperationLimit } from './operation-limit.js';
import { type GuardObserver } from '../observer.js';
import { type Permit } from './permit.js';
import { deadlineExceededError, rateLimitedError } from '../errors.js';
import { PermitReservations, type PermitReservationsOptions } from './permit-reservations.js';

export interface BudgetOptions extends Omit<PermitReservationsOptions, 'waiting' | 'onChange'> {
  /** The most calls that can wait at the same time. Further calls are refused. */
  readonly maxWaiting: number;
  readonly observer: GuardObserver;
  /** Called when a permit is granted. Returns an error if the call must not be sent any more. */
  readonly admit: (sharedCall: AnySharedCall) => StreamError | undefined;
  readonly next: Next;
}

/** Sends calls within the limit of the upstream. Other calls wait in two lanes if their deadlines allow it. */
export class Budget implements PermitRequestQueue {
  readonly #limit: OperationLimit;
  readonly #options: BudgetOptions;
  readonly #clock: Clock;
  readonly #observer: GuardObserver;
  readonly #lanes = new Lanes<PermitRequest>();
  readonly #reservations: PermitReservations;
  #wake: { readonly atMs: number; readonly timer: Timer } | undefined;

  constructor(options: BudgetOptions) {
    this.#options = options;
    this.#limit = options.limit;
    this.#clock = options.clock;
    this.#observer = options.observer;
    this.#reservations = new PermitReservations({
      ...options,
      waiting: this.#lanes,
      onChange: () => {
        this.#serve();
      },
    });
  }

  /** Waits for a permit and makes the call. Returns the permit if the call was not sent. */
  async run<T>(sharedCall: SharedCall<T>): Promise<T> {
    const permit = await this.#permit(sharedCall);
    try {
      const value = await this.#options.next(sharedCall);
      permit.settle(true);
      return value;
    } catch (thrown) {
      this.#close(permit, thrown);
      throw thrown;
    }
  }

  /** The number of calls that wait in this process. */
  get waiting(): Readonly<Record<Lane, number>> {
    const { interactive, bulk } = this.#lanes;
    return { interactive, bulk };
  }

  get isWaiting(): boolean {
    return this.#lanes.size > 0;
  }

  async status(): Promise<OperationBudget> {
    const { store, replica } = this.#options;
    const { operation } = this.#limit;
    const view = await store.view(this.#limit, replica);
    const { slots, usable, windowMs, nowMs, waitingElsewhere, pausedUntilMs } = view;
    const waiting = this.#lanes.size + waitingElsewhere.interactive + waitingElsewhere.bulk;
    let available = 0;
    while (available < usable && view.freeAtMs(slots - usable + available) <= nowMs) available += 1;
    const paused = pausedUntilMs > nowMs;
    const ahead = waitingElsewhere.interactive + this.#lanes.interactive;
    const freeMs = view.freeAtMs(slots - usable + (ahead % usable)) + Math.floor(ahead / usable) * windowMs;
    return {
      operation,
      limit: (this.#limit.limit * 1000) / this.#limit.windowMs,
      perSecond: (usable * 1000) / windowMs,
      available: paused ? 0 : available,
      waiting,
      retryAfterMs: Math.max(0, Math.ceil(Math.max(freeMs, pausedUntilMs) - nowMs)),
    };
  }

  /** Refuses all waiting calls, at the end of the drain time. */
  refuseAll(): void {
    for (let waiter = this.#lanes.next(false); waiter !== undefined; waiter = this.#lanes.next(false))
      this.#refuse(waiter.value, rateLimitedError(this.#limit.operation, 1000));
    this.#arm();
  }

  #permit(sharedCall: AnySharedCall): Promise<Permit> {
    return new Promise<Permit>((grant, refuse) => {
      const request = new PermitRequest(sharedCall, grant, refuse, this.#clock, this);
      this.#lanes.enter(request.entry, sharedCall.lane);
      this.#serve();
      if (request.entry.lane !== undefined) this.#settleIn(request);
    });
  }

  /**
   * Called if no permit is available at once. Refuses a request that cannot get a permit in time or exceeds the queue.
   */
  #settleIn(request: PermitRequest): void {
    const { sharedCall, entry } = request;
    const waitMs = this.#forecastMs(sharedCall.lane, -1);
    const tooMany = this.#lanes.size > this.#options.maxWaiting;
    if (!tooMany && this.#clock.now() + waitMs <= sharedCall.deadlineAtMs) {
      request.wait();
      return;
    }
    this.#lanes.leave(entry);
    this.#refuse(request, rateLimitedError(this.#limit.operation, waitMs));
    this.#arm();
  }

  /** Called when the deadline of a request has passed or all of its waiters have left. */
  leave(request: PermitRequest): void {
    if (!this.#lanes.leave(request.entry)) return;
    const retryAfterMs = this.retryAfterMs(request.sharedCall.lane);
    this.#refuse(request, deadlineExceededError(request.sharedCall.call, 'NOT_SENT', { retryAfterMs }));
    this.#arm();
  }

  /** Moves a waiting request to the interactive lane. */
  promote(request: PermitRequest): void {
    if (!this.#lanes.leave(request.entry)) return;
    this.#lanes.enter(request.entry, request.sharedCall.lane);
    this.#serve();
  }

  retryAfterMs(lane: Lane): number {
    return Math.max(1, Math.ceil(this.#forecastMs(lane)));
  }

  /** Grants permits while there are both permits and waiting requests. */
  #serve(): void {
    while (this.#lanes.size > 0) {
      const permit = this.#reservations.take();
      if (permit === undefined) break;
      const request = this.#lanes.next(permit.reserved.bulkOnly)?.value;
      const refusal = request && this.#options.admit(request.sharedCall);
      if (request === undefined || refusal !== undefined) permit.giveBack();
      if (request === undefined) break;
      if (refusal !== undefined) this.#refuse(request, refusal);
      else this.#grant(request, permit);
    }
    const { failure } = this.#reservations;
    if (failure !== undefined) this.#failAll(failure);
    this.#arm();
  }

  #grant(request: PermitRequest, permit: Permit): void {
    const { sharedCall, sinceMs } = request;
    const nowMs = this.#clock.now();
    permit.use(nowMs);
    request.end();
    sharedCall.markSent();
    this.#observer.onPermit?.({
      operation: sharedCall.operation,
      lane: sharedCall.lane,
      waitMs: nowMs - sinceMs,
    });
    request.grant(permit);
  }

  #refuse(request: PermitRequest, reason: StreamError): void {
    const { operation, lane } = request.sharedCall;
    request.end();
    this.#observer.onRefused?.({ operation, lane, code: reason.code });
    request.refuse(reason);
  }

  #failAll(failure: StreamError): void {
    for (let waiter = this.#lanes.next(false); waiter !== undefined; waiter = this.#lanes.next(false))
      this.#refuse(waiter.value, failure.with({ operation: this.#limit.operation, outcome: 'NOT_SENT' }));
  }

  #close(permit: Permit, thrown: unknown): void {
    const error = thrown instanceof StreamError ? thrown : undefined;
    if (error?.outcome === 'NOT_SENT') permit.giveBack();
    else permit.settle(error?.outcome === 'REJECTED');
    if (error?.code === 'RATE_LIMITED' && error.outcome === 'REJECTED') {
      this.#observer.onThrottled?.({ operation: this.#limit.operation });
      this.#reservations.slow(error.retryAfterMs ?? 0);
    }
    this.#serve();
  }

  /** The expected wait of a new call, in ms. `more` is added to the number of calls that wait before it. */
  #forecastMs(lane: Lane, more = 0): number {
    const { interactive, bulk } = this.#lanes;
    const others = lane === 'interactive' ? Math.min(bulk, Math.floor(interactive / 9)) : interactive;
    const ahead = (lane === 'interactive' ? interactive : bulk) + others + more;
    return Math.max(0, this.#reservations.forecastAtMs(ahead, lane) - this.#clock.now());
  }

  /** Sets the timer for the next permit. Returns the reserved permits if no call waits. */
  #arm(): void {
    if (this.#lanes.size === 0) this.#reservations.withdraw();
    const atMs = this.#lanes.size === 0 ? Infinity : this.#reservations.nextAtMs;
    if (this.#wake?.atMs === atMs) return;
    this.#wake?.timer.cancel();
    this.#wake = undefined;
    if (atMs === Infinity) return;
    const timer = this.#clock.setTimer(Math.max(1, Math.ceil(atMs - this.#clock.now())), () => {
      this.#wake = undefined;
      this.#serve();
    });
    this.#wake = { atMs, timer };
  }
}
