/** Time as the directory sees it: the ages of what it has read, and its deadlines. */
export interface Clock {
  /** Milliseconds that never go back; where they start does not matter. */
  now(): number;
  setTimer(delayMs: number, callback: () => void): { cancel(): unknown };
}

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return {
      cancel: () => {
        clearTimeout(timer);
      },
    };
  },
};
