import { type Clock } from '../../stream/clock.js';
import { type AnySharedCall } from './shared-call.js';

/** What was sent so long ago has arrived, or never will; a call that hangs must not hold up its opposite. */
const PATIENCE_MS = 1000;

/**
 * Calls that undo one another are sent in the order in which they were requested: the next one waits until the one
 * before has ended. It waits for a permit with it, however long that takes, but no more than a second for an answer;
 * the one before is then not sent again, since a repeated resume would undo the forbid that came after it. What another
 * replica sends is not ordered, nor what the network delivers late after a timeout.
 */
export class StreamSequencer {
  readonly #clock: Clock;
  readonly #latest = new Map<string, AnySharedCall>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the shared call may be sent, if another of its key is in progress. */
  enter(key: string, sharedCall: AnySharedCall): Promise<void> | undefined {
    const before = this.#latest.get(key);
    this.#latest.set(key, sharedCall);
    if (before === undefined) return undefined;
    // A later call that equals the one before must take effect after this one.
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

/** Sending it twice then has the same effect as once, in any order. */
function isSame(one: AnySharedCall, other: AnySharedCall): boolean {
  const { joinKey } = one.call;
  return joinKey !== undefined && joinKey === other.call.joinKey && one.operation === other.operation;
}
