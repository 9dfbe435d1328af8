import { type Clock } from '../stream/clock.js';
import { StreamError } from '../stream/errors.js';
import { type SharedCall } from './coalesce/shared-call.js';
import { deadlineExceededError } from './errors.js';

/**
 * Makes one attempt. It is cut when the time of all waiting callers is up or all of them have left, and then ends at
 * once, even where the attempt ignores its signal. The adapter's own time limit for an attempt is not this one.
 */
export function attemptInTime<T>(sharedCall: SharedCall<T>, clock: Clock): Promise<T> {
  if (sharedCall.abandoned) return Promise.reject(deadlineExceededError(sharedCall.call, 'NOT_SENT'));
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let ended = false;
    // What comes of an attempt that was given up must not touch what the shared call does next.
    const end = <V>(settle: (value: V) => void, value: V): void => {
      if (ended) return;
      ended = true;
      timer.cancel();
      sharedCall.stage = undefined;
      settle(value);
    };
    const fail = (reason: unknown): void => {
      end(reject, reason);
    };
    const cut = (): StreamError => {
      sharedCall.cut = true;
      const reason = deadlineExceededError(sharedCall.call, 'UNKNOWN');
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
      fail(sharedCall.cut && wasSent ? deadlineExceededError(sharedCall.call, 'UNKNOWN') : thrown);
    };
    const timer = clock.setTimer(Math.max(0, sharedCall.deadlineAtMs - clock.now()), onLate);
    sharedCall.stage = { abandon: onAbandoned };
    try {
      sharedCall.call.attempt(controller.signal, sharedCall.sendCheck()).then((value) => {
        end(resolve, value);
      }, onRejected);
    } catch (thrown) {
      fail(thrown);
    }
  });
}
