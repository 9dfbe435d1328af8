import { type Clock } from '../../stream/clock.js';
import { type AnySharedCall } from './shared-call.js';

/**
 * The longest wait for the answer of a sent call. A call that was sent this long ago has arrived or will never arrive.
 * A call without an answer must not block the opposite call.
 */
const PATIENCE_MS = 1000;

/**
 * Sends calls that can undo one another in the order in which they were requested. Each call waits until the call
 * before it has ended. This includes the whole time in which the call before waits for a permit, but at most one second
 * for its answer. After that second, the call before is not repeated, because a repeated resume would undo the later
 * forbid. Calls of other replicas are not ordered. Calls that the network delivers late, after a timeout, are not
 * ordered either.
 */
export class StreamSequencer {
  readonly #clock: Clock;
  readonly #latest = new Map<string, AnySharedCall>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** If another call with this key is in progress, returns a promise that resolves when the shared call may be sent. */
  enter(key: string, sharedCall: AnySharedCall): Promise<void> | undefined {
    const before = this.#latest.get(key);
    this.#latest.set(key, sharedCall);
    if (before === undefined) return undefined;
    // No further request can join the call before, because that request must take effect after this call.
    before.close();
    if (sharedCall.lane === 'interactive') before.promote();
    return this.#turnAfter(before, sharedCall);
  }

  leave(key: string, sharedCall: AnySharedCall): void {
    if (this.#latest.get(key) === sharedCall) this.#latest.delete(key);
  }

  #turnAfter(before: AnySharedCall, sharedCall: AnySharedCall): Promise<void> {
    return new Promise((resolve) => {
      const watch = () => {
        const nowMs = this.#clock.now();
        const isLate = nowMs - before.sentAtMs >= PATIENCE_MS;
        const patienceMs = before.sent && !isLate ? before.sentAtMs + PATIENCE_MS - nowMs : PATIENCE_MS;
        const leftMs = Math.max(0, sharedCall.deadlineAtMs - nowMs);
        return this.#clock.setTimer(Math.min(patienceMs, leftMs), onTime);
      };
      const onTime = (): void => {
        const nowMs = this.#clock.now();
        const isSlow = before.sent && nowMs - before.sentAtMs >= PATIENCE_MS;
        const overtakes = isSlow && !sharedCall.abandoned;
        if (overtakes && !isSame(before, sharedCall)) before.final = true;
        if (overtakes || nowMs >= sharedCall.deadlineAtMs) resolve();
        else timer = watch();
      };
      let timer = watch();
      before.whenEnded(() => {
        timer.cancel();
        resolve();
      });
    });
  }
}

/** Whether both calls are identical. Their order then does not matter. */
function isSame(one: AnySharedCall, other: AnySharedCall): boolean {
  const { joinKey } = one.call;
  return joinKey !== undefined && joinKey === other.call.joinKey && one.operation === other.operation;
}
