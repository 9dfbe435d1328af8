import { type RateLimitKey } from './caller-limit.js';
import { Refusal } from './refusal.js';

/** Limits how many operations or connections one caller has open at the same time. */
export interface CallerSlots {
  /**
   * Takes a slot.
   * @returns a function that returns the slot, also if it is called repeatedly
   * @throws Refusal RATE_LIMITED
   */
  take(sender: RateLimitKey): () => void;
  /** Takes a slot, like `take`. Returns undefined instead of refusing. */
  tryTake(sender: RateLimitKey): (() => void) | undefined;
}

const RETRY_AFTER_MS = 5_000;

export function createCallerSlots(perCaller: number): CallerSlots {
  const taken = new Map<string, number>();
  const tryTake = (sender: RateLimitKey): (() => void) | undefined => {
    const key = 'subject' in sender ? `subject ${sender.subject}` : `address ${sender.address}`;
    const count = taken.get(key) ?? 0;
    if (count >= perCaller) return undefined;
    taken.set(key, count + 1);
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      const left = (taken.get(key) ?? 1) - 1;
      if (left === 0) taken.delete(key);
      else taken.set(key, left);
    };
  };
  return {
    tryTake,
    take(sender) {
      const release = tryTake(sender);
      if (release !== undefined) return release;
      throw new Refusal(200, `You have ${perCaller} open at once; end one first.`, {
        code: 'RATE_LIMITED',
        retryAfterMs: RETRY_AFTER_MS,
      });
    },
  };
}
