import { type GuardedCall } from './call.js';
import { type Clock } from './clock.js';
import { Flight } from './flight.js';
import { type GuardObserver } from './observer.js';
import { toGaveUp } from './refusal.js';

/** Makes the call of a flight, through the policies that come after joining. */
export type Launch = <T>(flight: Flight<T>) => Promise<T>;

/**
 * Identical calls that still wait for a permit become one. Only those: a call that is on its way may be undone
 * by another before it arrives, and whoever asks later wants what they ask for to happen after that. One leaving
 * leaves the others; the last one takes the call with them.
 */
export class Join {
  readonly #clock: Clock;
  readonly #observer: GuardObserver;
  readonly #boarding = new Map<string, Flight<unknown>>();

  constructor(clock: Clock, observer: GuardObserver) {
    this.#clock = clock;
    this.#observer = observer;
  }

  run<T>(call: GuardedCall<T>, deadlineAtMs: number, launch: Launch): Promise<T> {
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
    if (key !== undefined) {
      this.#boarding.set(key, flight as Flight<unknown>);
      flight.onDeparture = () => this.#boarding.delete(key);
    }
    const arrival = flight.board(context, deadlineAtMs);
    launch(flight).then(
      (value) => {
        flight.land(value);
      },
      (reason: unknown) => {
        flight.crash(reason);
      },
    );
    return arrival;
  }
}
