import { type DocumentKind } from '../graphql/documents/document-gate.js';
import { Refusal } from './refusal.js';

/** What a request is counted for: the token's subject, or the remote address where there is no valid token. */
export type RateLimitKey = { readonly subject: string } | { readonly address: string };

export interface CallerLimit {
  /**
   * Takes points of the sender's window.
   * @param before points that the same request has taken already
   * @returns milliseconds until the next window; 0 where the points were taken
   */
  take(key: RateLimitKey, points: number, before?: number): number;
  /**
   * The same as `take`, for what is refused without points.
   * @throws Refusal RATE_LIMITED with `retryAfterMs`, with HTTP 200 as other errors of a known request
   */
  count(key: RateLimitKey, points: number): void;
}

/** The two limits of a caller: for what changes something or stays open, and for what reads. */
export interface CallerLimits {
  /** One point for each mutation field, each stream of `resumeLiveStreams`, and each subscription or connection that is opened. */
  readonly actions: CallerLimit;
  /** One point for each query, and more for what it reads. */
  readonly reads: CallerLimit;
}

/** An address may be that of a router or of a whole office, and without a token nothing reaches the upstream. */
const ADDRESS_FACTOR = 10;

const WINDOW_MS = 1_000;

/**
 * Keeps one caller from using the budget that all share, in windows of one second. Counts are dropped with their
 * window, so memory is bounded by what arrives within a second.
 *
 * @param perSecond points per second of one subject; 0 lifts the limit
 */
export function createCallerLimit(perSecond: number): CallerLimit {
  const subjects = new Windows(perSecond);
  const addresses = new Windows(perSecond * ADDRESS_FACTOR);
  const take = (key: RateLimitKey, points: number, before = 0): number => {
    if (perSecond === 0) return 0;
    // A request of more points than a window holds would never pass, and would still be called retryable.
    const taken = Math.min(points, perSecond - before);
    const waitMs = 'subject' in key ? subjects.take(key.subject, taken) : addresses.take(key.address, taken);
    return waitMs === 0 ? 0 : Math.max(1, Math.ceil(waitMs));
  };
  return {
    take,
    count(key, points) {
      const retryAfterMs = take(key, points);
      if (retryAfterMs === 0) return;
      const message = 'You send too many requests; try again later.';
      throw new Refusal(200, message, { code: 'RATE_LIMITED', retryAfterMs });
    },
  };
}

/**
 * Charges a request for its document: for its actions, for a subscription, or as one read.
 * @param admit checks the document; a refusal is charged as one read, since checking cost something
 * @throws Refusal of `admit`, or RATE_LIMITED
 */
export function chargeRequest<T extends { readonly kind: DocumentKind }>(
  { actions, reads }: CallerLimits,
  key: RateLimitKey,
  admit: () => T,
): T {
  let admitted: T;
  try {
    admitted = admit();
  } catch (thrown) {
    reads.count(key, 1);
    throw thrown;
  }
  const { kind } = admitted;
  if (kind.actions > 0 || kind.subscriptions > 0) actions.count(key, Math.max(1, kind.actions));
  else reads.count(key, 1);
  return admitted;
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
