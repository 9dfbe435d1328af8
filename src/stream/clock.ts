/** A timer that has not fired. `cancel` can be called several times, and does nothing after the timer has fired. */
export interface Timer {
  cancel(): void;
}

/** The clock for code that waits or caches. Tests replace it to control the time. */
export interface Clock {
  /** The monotonic time in milliseconds, with fractions. Its origin is arbitrary. */
  now(): number;
  /** Calls `callback` once, `delayMs` from now or slightly later. */
  setTimer(delayMs: number, callback: () => void): Timer;
}

/** The longest delay of setTimeout. A longer timer fires early, and its user must read the clock again. */
const LONGEST_MS = 2 ** 31 - 1;

class SystemTimer implements Timer {
  readonly #handle: NodeJS.Timeout;

  constructor(delayMs: number, callback: () => void) {
    // setTimeout drops fractions. Rounding up avoids a timer that fires early and must be set again.
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
