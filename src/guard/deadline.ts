import { type Clock } from '../stream/clock.js';
import { StreamError } from '../stream/errors.js';
import { type SharedCall } from './coalesce/shared-call.js';
import { deadlineExceededError } from './errors.js';

/**
 * Makes one attempt. The attempt is aborted when the deadlines of all waiters have passed or all waiters have left. It
 * then ends at once, even if it ignores its signal. The adapter of the upstream has a separate time limit per attempt.
 */
export function attemptInTime<T>(sharedCall: SharedCall<T>, clock: Clock): Promise<T> {
  if (sharedCall.abandoned) return Promise.reject(deadlineExceededError(sharedCall.call, 'NOT_SENT'));
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let ended = false;
    // The late result of an aborted attempt must not affect the next stage of the shared call.
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
      // An attempt that follows its signal rejects first. It can report that nothing was sent, for example because it
      // was still waiting for its keys.
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
      const onSent = (): void => {
        sharedCall.notifySent();
      };
      sharedCall.call.attempt(controller.signal, sharedCall.sendCheck(), onSent).then((value) => {
        end(resolve, value);
      }, onRejected);
    } catch (thrown) {
      fail(thrown);
    }
  });
}
