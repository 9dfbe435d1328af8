import { type Clock } from '../stream/clock.js';
import { StreamError } from '../stream/errors.js';
import { type Flight } from './flight.js';
import { toGaveUp } from './refusal.js';

/**
 * Makes one attempt. It is cut when the time of all waiting callers is up or all of them have left, and then ends at
 * once, even where the attempt ignores its signal. The adapter's own time limit for an attempt is not this one.
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
    const cut = (): StreamError => {
      flight.cut = true;
      const reason = toGaveUp(flight.call, 'UNKNOWN');
      controller.abort(reason);
      return reason;
    };
    const onLate = (): void => {
      // An attempt that heeds its signal rejects now. It may know that nothing was sent, as where it had no keys yet.
      setImmediate(fail, cut());
    };
    const onAbandoned = (): void => {
      fail(cut());
    };
    const onRejected = (thrown: unknown): void => {
      const wasSent = !(thrown instanceof StreamError) || thrown.outcome !== 'NOT_SENT';
      fail(flight.cut && wasSent ? toGaveUp(flight.call, 'UNKNOWN') : thrown);
    };
    const timer = clock.setTimer(Math.max(0, flight.deadlineAtMs - clock.now()), onLate);
    flight.stage = { abandon: onAbandoned };
    try {
      flight.call.attempt(controller.signal, flight.claims()).then((value) => {
        end(resolve, value);
      }, onRejected);
    } catch (thrown) {
      fail(thrown);
    }
  });
}
