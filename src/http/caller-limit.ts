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
  /** Milliseconds until the next window of a key that was refused very often in this one; otherwise 0. */
  floodedForMs(key: RateLimitKey): number;
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
 * Refusals in one window after which requests of the key are refused unread. Reading and parsing 100 KB costs a hundred
 * times as much as a refusal, and a client that respects `retryAfterMs` gets few refusals.
 */
const FLOOD_REFUSALS = 100;

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
    return toWholeMs(waitMs);
  };
  return {
    take,
    count(key, points) {
      const retryAfterMs = take(key, points);
      if (retryAfterMs > 0) throw toRefusal(retryAfterMs);
    },
    floodedForMs: (key) =>
      toWholeMs('subject' in key ? subjects.floodedForMs(key.subject) : addresses.floodedForMs(key.address)),
  };
}

function toRefusal(retryAfterMs: number): Refusal {
  const message = 'You send too many requests; try again later.';
  return new Refusal(200, message, { code: 'RATE_LIMITED', retryAfterMs });
}

/** A wait of less than a millisecond is still a wait. */
function toWholeMs(waitMs: number): number {
  return waitMs === 0 ? 0 : Math.max(1, Math.ceil(waitMs));
}

/**
 * Refuses a key that goes on sending after many refusals in the same second, before its request is read.
 * @throws Refusal RATE_LIMITED
 */
export function refuseFlood({ actions, reads }: CallerLimits, key: RateLimitKey): void {
  const retryAfterMs = Math.max(actions.floodedForMs(key), reads.floodedForMs(key));
  if (retryAfterMs > 0) throw toRefusal(retryAfterMs);
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
  refusals: number;
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
    if (window.taken <= this.#limit) return 0;
    window.refusals += 1;
    return window.endsAtMs - nowMs;
  }

  floodedForMs(key: string): number {
    const window = this.#windows.get(key);
    if (window === undefined || window.refusals < FLOOD_REFUSALS) return 0;
    return Math.max(0, window.endsAtMs - performance.now());
  }

  #windowOf(key: string, nowMs: number): Window {
    const known = this.#windows.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    for (const [other, { endsAtMs }] of this.#windows) {
      if (endsAtMs > nowMs) break;
      this.#windows.delete(other);
    }
    const window = { endsAtMs: nowMs + WINDOW_MS, taken: 0, refusals: 0 };
    this.#windows.set(key, window);
    return window;
  }
}
