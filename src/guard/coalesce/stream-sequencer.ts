import { type Clock, type Timer } from '../../stream/clock.js';
import { type AnySharedCall } from './shared-call.js';

/**
 * The longest wait for the answer of a sent call. A call that was sent this long ago has arrived or will never arrive.
 * A call without an answer must not block the opposite call.
 */
const PATIENCE_MS = 1000;

/** The place of a call in the order of its key. */
interface Place {
  readonly call: AnySharedCall;
  /** The place of the nearest call before this one that has not ended. */
  before: Place | undefined;
  /** Checks whether the call may be sent now. Undefined as soon as it may. */
  look: (() => void) | undefined;
}

/**
 * Sends calls that can undo one another in the order in which they were requested. Each call waits until all calls
 * before it have ended. This includes the whole time in which a call before waits for a permit, but at most one second
 * for its answer. After that second, the call before is not repeated, because a repeated resume would undo the later
 * forbid. A waiting call that its client gives up leaves the order at once. Calls of other replicas are not ordered.
 * Calls that the network delivers late, after a timeout, are not ordered either.
 */
export class StreamSequencer {
  readonly #clock: Clock;
  readonly #latest = new Map<string, Place>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** If another call with this key is in progress, returns a promise that resolves when the shared call may be sent. */
  enter(key: string, sharedCall: AnySharedCall): Promise<void> | undefined {
    const before = this.#latest.get(key);
    const place: Place = { call: sharedCall, before, look: undefined };
    this.#latest.set(key, place);
    if (before === undefined) return undefined;
    // No further request can join the call before, because that request must take effect after this call.
    before.call.close();
    this.#follow(place);
    return this.#turnOf(place);
  }

  leave(key: string, sharedCall: AnySharedCall): void {
    const place = this.#latest.get(key);
    if (place?.call !== sharedCall) return;
    // A call can end before the call in front of it. A later call must still wait for that one.
    if (place.before === undefined) this.#latest.delete(key);
    else this.#latest.set(key, place.before);
  }

  /** Moves the place up when the call before it ends. This is also necessary for a call that was already sent. */
  #follow(place: Place): void {
    const { before } = place;
    if (before === undefined) return;
    if (place.call.lane === 'interactive') before.call.promote();
    before.call.whenEnded(() => {
      place.before = before.before;
      this.#follow(place);
      place.look?.();
    });
  }

  #turnOf(place: Place): Promise<void> {
    const { call } = place;
    return new Promise((resolve) => {
      let timer: Timer | undefined;
      const look = (): void => {
        timer?.cancel();
        const nowMs = this.#clock.now();
        // The guard ends such a call without sending it.
        const isOver = call.abandoned || nowMs >= call.deadlineAtMs;
        const blocking = isOver ? undefined : this.#findBlocking(place);
        if (blocking !== undefined) {
          const patienceMs = blocking.sent ? blocking.sentAtMs + PATIENCE_MS - nowMs : PATIENCE_MS;
          timer = this.#clock.setTimer(Math.min(patienceMs, call.deadlineAtMs - nowMs), look);
          return;
        }
        place.look = undefined;
        call.stage = undefined;
        if (!isOver) overtake(place);
        resolve();
      };
      place.look = look;
      call.stage = { abandon: look, promote: () => place.before?.call.promote() };
      look();
    });
  }

  /** Finds the nearest call before this one that may still arrive after it. */
  #findBlocking(place: Place): AnySharedCall | undefined {
    for (let { before } = place; before !== undefined; before = before.before) {
      const { sent, sentAtMs } = before.call;
      if (!sent || this.#clock.now() - sentAtMs < PATIENCE_MS) return before.call;
    }
    return undefined;
  }
}

/** Lets no call before this one be repeated, because it would undo this one. */
function overtake({ call, before }: Place): void {
  for (; before !== undefined; before = before.before)
    if (!isSame(before.call, call)) before.call.final = true;
}

/** Whether both calls are identical. Their order then does not matter. */
function isSame(one: AnySharedCall, other: AnySharedCall): boolean {
  const { joinKey } = one.call;
  return joinKey !== undefined && joinKey === other.call.joinKey && one.operation === other.operation;
}
