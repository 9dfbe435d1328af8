import { type Clock } from '../stream/clock.js';
import { type Flight } from './flight.js';
import { toGaveUp } from './refusal.js';

/**
 * One attempt, cut when the time of everybody who waits for it is up or everybody has left. It ends at once, even
 * where the attempt does not heed its signal. The adapter's own time limit for an attempt is not this one.
 */
export function attemptInTime<T>(flight: Flight<T>, clock: Clock): Promise<T> {
  if (flight.abandoned) return Promise.reject(toGaveUp(flight.call, 'NOT_SENT'));
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let ended = false;
    // What comes of an attempt that was given up must not touch what the flight does next.
    const end = <V>(settle: (value: V) => void, value: V): void => {
      if (ended) return;
      ended = true;
      timer.cancel();
      flight.stage = undefined;
      settle(value);
    };
    const fail = (reason: unknown): void => {
      end(reject, reason);
    };
    const giveUp = (): void => {
      flight.cut = true;
      const reason = toGaveUp(flight.call, 'UNKNOWN');
      controller.abort(reason);
      fail(reason);
    };
    const timer = clock.setTimer(Math.max(0, flight.deadlineAtMs - clock.now()), giveUp);
    flight.stage = { abandon: giveUp };
    try {
      flight.call.attempt(controller.signal, flight.claims()).then((value) => {
        end(resolve, value);
      }, fail);
    } catch (thrown) {
      fail(thrown);
    }
  });
}
