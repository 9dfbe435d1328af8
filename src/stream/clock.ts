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

/** The longest delay that setTimeout accepts, 24.8 days. A longer timer is started again when this time is over. */
const LONGEST_MS = 2 ** 31 - 1;

class SystemTimer implements Timer {
  #handle: NodeJS.Timeout;

  constructor(delayMs: number, callback: () => void) {
    // setTimeout drops fractions. Rounding up avoids a timer that fires early and must be set again.
    this.#handle = this.#start(Math.ceil(delayMs), callback);
  }

  #start(delayMs: number, callback: () => void): NodeJS.Timeout {
    if (delayMs <= LONGEST_MS) return setTimeout(callback, delayMs);
    return setTimeout(() => {
      this.#handle = this.#start(delayMs - LONGEST_MS, callback);
    }, LONGEST_MS);
  }

  cancel(): void {
    clearTimeout(this.#handle);
  }
}

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer: (delayMs, callback) => new SystemTimer(delayMs, callback),
};
