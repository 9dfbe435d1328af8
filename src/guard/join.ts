import { type GuardedCall } from './call.js';
import { type Clock } from '../stream/clock.js';
import { Flight } from './flight.js';
import { type GuardObserver } from './observer.js';
import { Order } from './order.js';
import { toGaveUp } from './refusal.js';

/** Makes the call of a flight, through the policies that come after joining, once its turn has come. */
type Launch = <T>(flight: Flight<T>, turn: Promise<void> | undefined) => Promise<T>;

/** A sent call is waited for as long as calls usually take; one that hangs must not hold up the next. */
const PATIENCE_MS = 1000;

/**
 * Identical calls that still wait become one. Only those: a call that is on its way may be undone by another before
 * it arrives, and whoever asks later wants what they ask for to happen after that. So while one is on its way, all
 * that come meanwhile wait for its end and are then one more, not many. One leaving leaves the others; the last one
 * takes the call with them.
 */
export class Join {
  readonly #clock: Clock;
  readonly #observer: GuardObserver;
  readonly #launch: Launch;
  readonly #order: Order;
  /** Not yet sent: whoever asks for the same comes along. */
  readonly #boarding = new Map<string, Flight<unknown>>();
  /** Sent and not yet ended. */
  readonly #sent = new Map<string, Flight<unknown>>();

  constructor(clock: Clock, observer: GuardObserver, launch: Launch) {
    this.#clock = clock;
    this.#observer = observer;
    this.#launch = launch;
    this.#order = new Order(clock);
  }

  run<T>(call: GuardedCall<T>, deadlineAtMs: number): Promise<T> {
    const { operation, context, joinKey } = call;
    if (context.signal.aborted)
      return Promise.reject(toGaveUp(call, 'NOT_SENT', { cause: context.signal.reason }));
    const key = joinKey === undefined ? undefined : `${operation}\n${joinKey}`;
    const boarding = key === undefined ? undefined : this.#boarding.get(key);
    if (boarding !== undefined) {
      this.#observer.onJoined?.({ operation });
      // One key, one call, one type.
      return (boarding as Flight<T>).board(context, deadlineAtMs);
    }
    const flight = new Flight(call, deadlineAtMs, this.#clock);
    const arrival = flight.board(context, deadlineAtMs);
    const turn = this.#turnOf(flight as Flight<unknown>, key);
    this.#launch(flight, turn).then(
      (value) => {
        this.#forget(key, flight as Flight<unknown>);
        flight.land(value);
      },
      (reason: unknown) => {
        this.#forget(key, flight as Flight<unknown>);
        flight.crash(reason);
      },
    );
    return arrival;
  }

  #turnOf(flight: Flight<unknown>, key: string | undefined): Promise<void> | undefined {
    const { orderKey } = flight.call;
    const turn = key === undefined ? undefined : this.#open(key, flight);
    return orderKey === undefined ? turn : this.#order.enter(orderKey, flight);
  }

  /** Lets others board, and says when the flight may go if another of its kind is on its way. */
  #open(key: string, flight: Flight<unknown>): Promise<void> | undefined {
    // Where the order counts, the last of the same kind is among those that it waits for.
    const before = flight.call.orderKey === undefined ? this.#sent.get(key) : undefined;
    this.#boarding.set(key, flight);
    flight.onDeparture = () => {
      this.#boarding.delete(key);
      if (flight.sent) this.#sent.set(key, flight);
    };
    return before && this.#endOf(before, flight);
  }

  #forget(key: string | undefined, flight: Flight<unknown>): void {
    const { orderKey } = flight.call;
    if (key !== undefined && this.#sent.get(key) === flight) this.#sent.delete(key);
    if (orderKey !== undefined) this.#order.leave(orderKey, flight);
  }

  #endOf(before: Flight<unknown>, flight: Flight<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const leftMs = flight.deadlineAtMs - this.#clock.now();
      let waits = true;
      const go = (): void => {
        if (!waits) return;
        waits = false;
        timer.cancel();
        flight.stage = undefined;
        resolve();
      };
      const timer = this.#clock.setTimer(Math.min(PATIENCE_MS, leftMs), go);
      flight.stage = { abandon: go };
      before.whenEnded(go);
    });
  }
}
