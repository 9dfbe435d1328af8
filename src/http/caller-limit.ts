import { Refusal } from './refusal.js';

/** Who a request is counted for: the token's subject, or without a valid token the address it came from. */
export type Sender = { readonly subject: string } | { readonly address: string };

export interface CallerLimit {
  /**
   * Counts a request, as many times as it holds mutations.
   * @throws Refusal RATE_LIMITED with `retryAfterMs`, in HTTP 200 as other errors of a known request
   */
  count(sender: Sender, requests: number): void;
  /** The same in a promise. */
  take(sender: Sender, requests: number): Promise<void>;
}

/** An address may be that of a router or a whole office, and without a token nothing reaches the upstream. */
const ADDRESS_FACTOR = 10;

const WINDOW_MS = 1_000;

/**
 * Keeps one caller from eating the budget that all share, in windows of one second. Counts are forgotten with their
 * window, so that memory is bounded by what arrives within a second.
 *
 * @param perSecond requests a second of one subject, a mutation's fields counted each; 0 lifts the limit
 */
export function createCallerLimit(perSecond: number): CallerLimit {
  const subjects = new Windows(perSecond);
  const addresses = new Windows(perSecond * ADDRESS_FACTOR);
  const count = (sender: Sender, requests: number): void => {
    if (perSecond === 0) return;
    // More than a window holds would never pass, and would still be called retryable.
    const points = Math.min(requests, perSecond);
    const waitMs =
      'subject' in sender ? subjects.take(sender.subject, points) : addresses.take(sender.address, points);
    if (waitMs === 0) return;
    const retryAfterMs = Math.max(1, Math.ceil(waitMs));
    throw new Refusal(200, 'You send too many requests; try again later.', {
      ...{ code: 'RATE_LIMITED', retryAfterMs },
    });
  };
  return {
    count,
    take: (sender, requests) =>
      Promise.resolve().then(() => {
        count(sender, requests);
      }),
  };
}

interface Window {
  readonly endsAtMs: number;
  taken: number;
}

class Windows {
  readonly #limit: number;
  /** In the order in which they end, since all are of one length. */
  readonly #windows = new Map<string, Window>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes `points` of the sender's window. How long until the next one, where it holds no more; else 0. */
  take(key: string, points: number): number {
    const nowMs = performance.now();
    const window = this.#windowOf(key, nowMs);
    window.taken += points;
    return window.taken > this.#limit ? window.endsAtMs - nowMs : 0;
  }

  #windowOf(key: string, nowMs: number): Window {
    const known = this.#windows.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    for (const [other, { endsAtMs }] of this.#windows) {
      if (endsAtMs > nowMs) break;
      this.#windows.delete(other);
    }
    const window = { endsAtMs: nowMs + WINDOW_MS, taken: 0 };
    this.#windows.set(key, window);
    return window;
  }
}
