/** A timer that has not fired yet. Cancelling twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/** The clock of code that waits or caches, so that tests can set the time. */
export interface Clock {
  /** Monotonic, in milliseconds with fractions. Its zero means nothing. */
  now(): number;
  /** Calls back once, `delayMs` from now or a little later. */
  setTimer(delayMs: number, callback: () => void): Timer;
}

/** The longest delay that setTimeout takes; a longer timer fires early and reads the clock again. */
const LONGEST_MS = 2 ** 31 - 1;

class SystemTimer implements Timer {
  readonly #handle: NodeJS.Timeout;

  constructor(delayMs: number, callback: () => void) {
    // Rounded up: setTimeout drops fractions, and a timer that is early costs a second one.
    this.#handle = setTimeout(callback, Math.min(LONGEST_MS, Math.ceil(delayMs)));
  }

  cancel(): void {
    clearTimeout(this.#handle);
  }
}

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (delayMs, callback) => new SystemTimer(delayMs, callback),
};
