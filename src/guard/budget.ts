import { type CallBudget } from '../stream/call-budget.js';
import { StreamError } from '../stream/errors.js';
import { type Lane } from '../stream/upstream.js';
import { type Clock, type Timer } from '../stream/clock.js';
import { Claim, type Claims } from './claim.js';
import { type AnyFlight, type Flight, type Next } from './flight.js';
import { Lanes } from './lanes.js';
import { type OperationLimit } from './limits.js';
import { type GuardObserver } from './observer.js';
import { type Permit } from './permit.js';
import { toGaveUp, toRateLimited } from './refusal.js';
import { Supply, type SupplyOptions } from './supply.js';

export interface BudgetOptions extends Omit<SupplyOptions, 'waiting' | 'onChange'> {
  /** How many may wait at the same time; one more is refused. */
  readonly maxWaiting: number;
  readonly observer: GuardObserver;
  /** Asked when a permit is there: is the call still to be made? */
  readonly admit: (flight: AnyFlight) => StreamError | undefined;
  readonly next: Next;
}

/** Lets through what the upstream's limit allows, and lets the rest wait in two lanes for as long as it makes sense. */
export class Budget implements Claims {
  readonly #limit: OperationLimit;
  readonly #options: BudgetOptions;
  readonly #clock: Clock;
  readonly #observer: GuardObserver;
  readonly #lanes = new Lanes<Claim>();
  readonly #supply: Supply;
  #wake: { readonly atMs: number; readonly timer: Timer } | undefined;

  constructor(options: BudgetOptions) {
    this.#options = options;
    this.#limit = options.limit;
    this.#clock = options.clock;
    this.#observer = options.observer;
    this.#supply = new Supply({
      ...options,
      waiting: this.#lanes,
      onChange: () => {
        this.#serve();
      },
    });
  }

  /** Waits for a permit, then sends; the permit is given back where nothing was sent after all. */
  async run<T>(flight: Flight<T>): Promise<T> {
    const permit = await this.#permit(flight);
    try {
      const value = await this.#options.next(flight);
      permit.settle(true);
      return value;
    } catch (thrown) {
      this.#close(permit, thrown);
      throw thrown;
    }
  }

  /** How many wait in this process. */
  get waiting(): Readonly<Record<Lane, number>> {
    const { interactive, bulk } = this.#lanes;
    return { interactive, bulk };
  }

  async status(): Promise<CallBudget> {
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
      perSecond: (usable * 1000) / windowMs,
      available: paused ? 0 : available,
      waiting,
      retryAfterMs: Math.max(0, Math.ceil(Math.max(freeMs, pausedUntilMs) - nowMs)),
    };
  }

  /** Refuses everybody who waits; for the end of the drain time. */
  refuseAll(): void {
    for (let waiter = this.#lanes.next(false); waiter !== undefined; waiter = this.#lanes.next(false))
      this.#refuse(waiter.value, toRateLimited(this.#limit.operation, 1000));
    this.#arm();
  }

  #permit(flight: AnyFlight): Promise<Permit> {
    return new Promise<Permit>((grant, refuse) => {
      const claim = new Claim(flight, grant, refuse, this.#clock, this);
      this.#lanes.enter(claim.place, flight.lane);
      this.#serve();
      if (claim.place.lane !== undefined) this.#settleIn(claim);
    });
  }

  /** Nothing was free at once: is the wait worth while? */
  #settleIn(claim: Claim): void {
    const { flight, place } = claim;
    const waitMs = this.#forecastMs(flight.lane, -1);
    const tooMany = this.#lanes.size > this.#options.maxWaiting;
    if (!tooMany && this.#clock.now() + waitMs <= flight.deadlineAtMs) {
      claim.wait();
      return;
    }
    this.#lanes.leave(place);
    this.#refuse(claim, toRateLimited(this.#limit.operation, waitMs));
    this.#arm();
  }

  /** Its time is up, or everybody who waited for it has left. */
  leave(claim: Claim): void {
    if (!this.#lanes.leave(claim.place)) return;
    const retryAfterMs = this.retryAfterMs(claim.flight.lane);
    this.#refuse(claim, toGaveUp(claim.flight.call, 'NOT_SENT', { retryAfterMs }));
    this.#arm();
  }

  /** A person waits for it now. */
  promote(claim: Claim): void {
    if (!this.#lanes.leave(claim.place)) return;
    this.#lanes.enter(claim.place, claim.flight.lane);
    this.#serve();
  }

  retryAfterMs(lane: Lane): number {
    return Math.max(1, Math.ceil(this.#forecastMs(lane)));
  }

  /** Hands out permits as long as there are both permits and people. */
  #serve(): void {
    while (this.#lanes.size > 0) {
      const permit = this.#supply.take();
      if (permit === undefined) break;
      const claim = this.#lanes.next(permit.reserved.bulkOnly)?.value;
      const refusal = claim && this.#options.admit(claim.flight);
      if (claim === undefined || refusal !== undefined) permit.giveBack();
      if (claim === undefined) break;
      if (refusal !== undefined) this.#refuse(claim, refusal);
      else this.#grant(claim, permit);
    }
    const { failure } = this.#supply;
    if (failure !== undefined) this.#failAll(failure);
    this.#arm();
  }

  #grant(claim: Claim, permit: Permit): void {
    const { flight, sinceMs } = claim;
    const nowMs = this.#clock.now();
    permit.use(nowMs);
    claim.end();
    flight.depart();
    this.#observer.onPermit?.({ operation: flight.operation, lane: flight.lane, waitMs: nowMs - sinceMs });
    claim.grant(permit);
  }

  #refuse(claim: Claim, reason: StreamError): void {
    const { operation, lane } = claim.flight;
    claim.end();
    this.#observer.onRefused?.({ operation, lane, code: reason.code });
    claim.refuse(reason);
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
      this.#supply.slow(error.retryAfterMs ?? 0);
    }
    this.#serve();
  }

  /** In ms, how long somebody waits behind everybody who waits now; `more` corrects who that is. */
  #forecastMs(lane: Lane, more = 0): number {
    const { interactive, bulk } = this.#lanes;
    const others = lane === 'interactive' ? Math.min(bulk, Math.floor(interactive / 9)) : interactive;
    const ahead = (lane === 'interactive' ? interactive : bulk) + others + more;
    return Math.max(0, this.#supply.forecastAtMs(ahead, lane) - this.#clock.now());
  }

  /** Sees to it that whoever waits is served in time, and that nothing is reserved for nobody. */
  #arm(): void {
    if (this.#lanes.size === 0) this.#supply.withdraw();
    const atMs = this.#lanes.size === 0 ? Infinity : this.#supply.nextAtMs;
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
