import { type Clock } from '../stream/clock.js';
import { type AnyFlight } from './flight.js';

/** What was sent so long ago has arrived, or never will; a call that hangs must not hold up its opposite. */
const PATIENCE_MS = 1000;

/**
 * Calls that undo one another are sent in the order they were asked for: the next one waits until the one before has
 * ended. It waits for a permit with it, however long that takes, but no more than a second for an answer; the one
 * before is then not sent again, since a repeated resume would undo the forbid that came after it. What another
 * replica sends is not ordered, nor what the network delivers late after a timeout.
 */
export class Order {
  readonly #clock: Clock;
  readonly #latest = new Map<string, AnyFlight>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Says when the flight may go, if another of its key is under way. */
  enter(key: string, flight: AnyFlight): Promise<void> | undefined {
    const before = this.#latest.get(key);
    this.#latest.set(key, flight);
    if (before === undefined) return undefined;
    // Whoever asks for the same as before from now on wants it after this one.
    before.close();
    if (flight.lane === 'interactive') before.promote();
    return this.#turnAfter(before, flight);
  }

  leave(key: string, flight: AnyFlight): void {
    if (this.#latest.get(key) === flight) this.#latest.delete(key);
  }

  #turnAfter(before: AnyFlight, flight: AnyFlight): Promise<void> {
    return new Promise((resolve) => {
      const watch = () => {
        const nowMs = this.#clock.now();
        const isLate = nowMs - before.sentAtMs >= PATIENCE_MS;
        const patienceMs = before.sent && !isLate ? before.sentAtMs + PATIENCE_MS - nowMs : PATIENCE_MS;
        const leftMs = Math.max(0, flight.deadlineAtMs - nowMs);
        return this.#clock.setTimer(Math.min(patienceMs, leftMs), onTime);
      };
      const onTime = (): void => {
        const nowMs = this.#clock.now();
        const isSlow = before.sent && nowMs - before.sentAtMs >= PATIENCE_MS;
        const overtakes = isSlow && !flight.abandoned;
        if (overtakes && !isSame(before, flight)) before.final = true;
        if (overtakes || nowMs >= flight.deadlineAtMs) resolve();
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

/** Sent twice is then as good as once, in whatever order. */
function isSame(one: AnyFlight, other: AnyFlight): boolean {
  const { joinKey } = one.call;
  return joinKey !== undefined && joinKey === other.call.joinKey && one.operation === other.operation;
}
