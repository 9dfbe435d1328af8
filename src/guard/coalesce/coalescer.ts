import { type GuardedCall } from '../guarded-call.js';
import { type Clock } from '../../stream/clock.js';
import { SharedCall } from './shared-call.js';
import { type GuardObserver } from '../observer.js';
import { StreamSequencer } from './stream-sequencer.js';
import { deadlineExceededError } from '../errors.js';

/** Makes the call of a shared call through the further policies. Waits for `turn` first. */
type Start = <T>(sharedCall: SharedCall<T>, turn: Promise<void> | undefined) => Promise<T>;

/** The longest wait for a sent call. A call that does not end must not block the next one. */
const PATIENCE_MS = 1000;

/**
 * Joins identical calls that still wait into one shared call. A request cannot join a call that is already sent:
 * another call could undo that one, and the new request must take effect after this. All requests that arrive while an
 * identical call is in progress wait for its end and then become one further call. A waiter that leaves does not affect
 * the others. When the last waiter leaves, the call is aborted.
 */
export class Coalescer {
  readonly #clock: Clock;
  readonly #observer: GuardObserver;
  readonly #start: Start;
  readonly #sequencer: StreamSequencer;
  /** The shared calls that are not sent yet. Identical calls join them. */
  readonly #waiting = new Map<string, SharedCall<unknown>>();
  /** The shared calls that are sent and have not ended. */
  readonly #sent = new Map<string, SharedCall<unknown>>();

  constructor(clock: Clock, observer: GuardObserver, start: Start) {
    this.#clock = clock;
    this.#observer = observer;
    this.#start = start;
    this.#sequencer = new StreamSequencer(clock);
  }

  run<T>(call: GuardedCall<T>, deadlineAtMs: number): Promise<T> {
    const { operation, context, joinKey } = call;
    if (context.signal.aborted)
      return Promise.reject(deadlineExceededError(call, 'NOT_SENT', { cause: context.signal.reason }));
    const key = joinKey === undefined ? undefined : `${operation}\n${joinKey}`;
    const waiting = key === undefined ? undefined : this.#waiting.get(key);
    if (waiting !== undefined) {
      this.#observer.onJoined?.({ operation });
      // Calls with the same key have the same type of result.
      return (waiting as SharedCall<T>).join(context, deadlineAtMs);
    }
    const sharedCall = new SharedCall(call, deadlineAtMs, this.#clock);
    const arrival = sharedCall.join(context, deadlineAtMs);
    const turn = this.#turnOf(sharedCall as SharedCall<unknown>, key);
    this.#start(sharedCall, turn).then(
      (value) => {
        this.#forget(key, sharedCall as SharedCall<unknown>);
        sharedCall.settle(value);
      },
      (reason: unknown) => {
        this.#forget(key, sharedCall as SharedCall<unknown>);
        sharedCall.fail(reason);
      },
    );
    return arrival;
  }

  #turnOf(sharedCall: SharedCall<unknown>, key: string | undefined): Promise<void> | undefined {
    const { orderKey } = sharedCall.call;
    const turn = key === undefined ? undefined : this.#open(key, sharedCall);
    return orderKey === undefined ? turn : this.#sequencer.enter(orderKey, sharedCall);
  }

  /**
   * Lets identical calls join. If an identical call is in progress, returns a promise that resolves when the shared
   * call may be sent.
   */
  #open(key: string, sharedCall: SharedCall<unknown>): Promise<void> | undefined {
    // A call with an order key waits in the sequencer, also for an identical call.
    const before = sharedCall.call.orderKey === undefined ? this.#sent.get(key) : undefined;
    this.#waiting.set(key, sharedCall);
    sharedCall.onClosed = () => {
      this.#waiting.delete(key);
      if (sharedCall.sent) this.#sent.set(key, sharedCall);
    };
    return before && this.#endOf(before, sharedCall);
  }

  #forget(key: string | undefined, sharedCall: SharedCall<unknown>): void {
    const { orderKey } = sharedCall.call;
    if (key !== undefined && this.#sent.get(key) === sharedCall) this.#sent.delete(key);
    if (orderKey !== undefined) this.#sequencer.leave(orderKey, sharedCall);
  }

  #endOf(before: SharedCall<unknown>, sharedCall: SharedCall<unknown>): Promise<void> {
    return new Promise((resolve) => {
      const leftMs = sharedCall.deadlineAtMs - this.#clock.now();
      let waits = true;
      const go = (): void => {
        if (!waits) return;
        waits = false;
        timer.cancel();
        sharedCall.stage = undefined;
        resolve();
      };
      const timer = this.#clock.setTimer(Math.min(PATIENCE_MS, leftMs), go);
      sharedCall.stage = { abandon: go };
      before.whenEnded(go);
    });
  }
}
