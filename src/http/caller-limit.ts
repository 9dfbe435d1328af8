import { type DocumentKind } from '../graphql/documents/document-gate.js';
import { Refusal } from './refusal.js';

/** The key of a rate limit: the subject of the token, or the remote address if there is no valid token. */
export type RateLimitKey = { readonly subject: string } | { readonly address: string };

export interface CallerLimit {
  /**
   * Takes points from the current window of the key.
   * @param before points that the same request has already taken
   * @returns 0 if the points were taken, otherwise the time until the next window, in milliseconds
   */
  take(key: RateLimitKey, points: number, before?: number): number;
  /**
   * Takes points, like `take`, and refuses if there are not enough.
   * @throws Refusal RATE_LIMITED with `retryAfterMs`, and HTTP 200 like other errors of a known request
   */
  count(key: RateLimitKey, points: number): void;
  /**
   * Returns the time until the next window, in milliseconds, if the key was refused very often in the current
   * window. Otherwise 0.
   */
  floodedForMs(key: RateLimitKey): number;
}

/** The two limits of a caller: one for actions and open connections, and one for reads. */
export interface CallerLimits {
  /**
   * Takes one point for each mutation field, each stream of `resumeLiveStreams`, and each new subscription or
   * connection.
   */
  readonly actions: CallerLimit;
  /** Takes one point for each query, and more for the data that it reads. */
  readonly reads: CallerLimit;
}

/**
 * The limit of an address, as a multiple of the limit of a subject. Many clients may share an address, such as a
 * router or an office. Requests without a token make no upstream calls.
 */
const ADDRESS_FACTOR = 10;

const WINDOW_MS = 1_000;

/**
 * The number of refusals in one window after which requests of the key are refused without reading them. Reading
 * and parsing 100 KB costs a hundred times as much as a refusal. A client that respects `retryAfterMs` receives
 * few refusals.
 */
const FLOOD_REFUSALS = 100;

/**
 * Creates a limit that prevents one caller from using the whole shared budget, in windows of one second. Counts
 * are dropped after their window, so memory is limited by the requests of one second.
 *
 * @param perSecond points per second of one subject; 0 switches the limit off
 */
export function createCallerLimit(perSecond: number): CallerLimit {
  const subjects = new Windows(perSecond);
  const addresses = new Windows(perSecond * ADDRESS_FACTOR);
  const take = (key: RateLimitKey, points: number, before = 0): number => {
    if (perSecond === 0) return 0;
    // A request that needs more points than a window has would always be refused, although its error is
    // retryable.
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
  const message = 'You exceeded your request limit. Try again later.';
  return new Refusal(200, message, { code: 'RATE_LIMITED', retryAfterMs });
}

/** Rounds a wait up to whole milliseconds, so that a wait below 1 ms does not become 0. */
function toWholeMs(waitMs: number): number {
  return waitMs === 0 ? 0 : Math.max(1, Math.ceil(waitMs));
}

/**
 * Refuses a request before it is read, if its key was refused many times in the same second.
 * @throws Refusal RATE_LIMITED
 */
export function refuseFlood({ actions, reads }: CallerLimits, key: RateLimitKey): void {
  const retryAfterMs = Math.max(actions.floodedForMs(key), reads.floodedForMs(key));
  if (retryAfterMs > 0) throw toRefusal(retryAfterMs);
}

/**
 * Takes the points of a request: for its actions, for a subscription, or for one read.
 * @param admit checks the document; a refusal takes the points of one read, because the check has a cost
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
  /** The windows by key, in the order in which they end, since all have the same length. */
  readonly #windows = new Map<string, Window>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Takes `points` from the window of the key. Returns 0, or the time until the next window if there are not
   * enough points, in milliseconds.
   */
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
