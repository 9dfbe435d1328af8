import { type StreamAddress, toAddressKey } from '../address.js';
import { type OnAction } from '../live-stream-service.js';
import { ANY_APP } from '../names.js';
import { type StreamNames } from '../upstream.js';

/** How long a recent action overrides a list that does not show it yet, in milliseconds. */
export const RECENT_WRITE_MS = 5_000;

/**
 * The time between two removals of expired writes, in milliseconds. A removal at each write would cost more than the
 * write.
 */
const SWEEP_EVERY_MS = 250;

/** Far more writes than the budgets of an account allow in that time. */
const MAX_KEPT = 10_000;

interface RecentWrite extends StreamAddress {
  readonly kind: 'RESUME' | 'FORBID';
  /** The sequence number of the write. It also orders writes of the same millisecond. */
  readonly order: number;
  readonly endsAtMs: number;
}

/** The recent writes on one domain that a list may not show yet. */
export interface Amendment {
  /** Returns whether a listed stream is no longer forbidden. */
  readonly isGone: (stream: StreamNames) => boolean;
  /** Streams that are forbidden. The list can already contain them. */
  readonly forbidden: readonly StreamNames[];
}

/** The actions of this replica in the last seconds. Each replica knows only its own actions. */
export class RecentWrites {
  readonly #now: () => number;
  readonly #listed = new Map<string, RecentWrite>();
  readonly #cutAtMs = new Map<string, number>();
  #order = 0;
  #sweptAtMs = -Infinity;

  /** @param now a monotonic time in milliseconds, with any origin */
  constructor(now: () => number) {
    this.#now = now;
  }

  readonly note: OnAction = (address, action) => {
    const nowMs = this.#now();
    this.#sweep(nowMs);
    if (action.kind === 'RESUME') this.#list(address, 'RESUME', nowMs + RECENT_WRITE_MS);
    else {
      put(this.#cutAtMs, toAddressKey(address), nowMs);
      const { order } = action;
      if (order.mode === 'UNTIL')
        this.#list(address, 'FORBID', nowMs + Math.min(RECENT_WRITE_MS, order.until.getTime() - Date.now()));
    }
  };

  /** Returns whether the stream is forbidden; undefined if there is no recent action on it. */
  isForbidden(address: StreamAddress): boolean | undefined {
    const last = this.#last(address);
    return last === undefined ? undefined : last.kind === 'FORBID';
  }

  /** Returns when the stream was last resumed here; undefined if its last recent action is not a resume. */
  resumedAtMs(address: StreamAddress): number | undefined {
    const last = this.#last(address);
    return last?.kind === 'RESUME' ? last.endsAtMs - RECENT_WRITE_MS : undefined;
  }

  /** Returns when the stream was last cut. An earlier read of the online list is outdated. */
  cutAtMs(address: StreamAddress): number | undefined {
    const atMs = this.#cutAtMs.get(toAddressKey(address));
    return atMs !== undefined && this.#now() - atMs < RECENT_WRITE_MS ? atMs : undefined;
  }

  /** Returns the recent writes on the domain; undefined if there are none. */
  amendmentOf(domainName: string): Amendment | undefined {
    const nowMs = this.#now();
    const writes = Array.from(this.#listed.values()).filter(
      (write) => write.domainName === domainName && write.endsAtMs > nowMs,
    );
    if (writes.length === 0) return undefined;
    // Most streams of a long list were not changed. A comparison of names is enough to skip them.
    const touched = new Set(writes.map(({ streamName }) => streamName));
    return {
      isGone: (stream) =>
        touched.has(stream.streamName) && this.isForbidden({ domainName, ...stream }) === false,
      forbidden: writes
        .filter((write) => write.kind === 'FORBID' && this.isForbidden(write) === true)
        .map(({ appName, streamName }) => ({ appName, streamName })),
    };
  }

  #list(
    { domainName, appName, streamName }: StreamAddress,
    kind: RecentWrite['kind'],
    endsAtMs: number,
  ): void {
    this.#order += 1;
    const write: RecentWrite = { domainName, appName, streamName, kind, order: this.#order, endsAtMs };
    put(this.#listed, toAddressKey(write), write);
  }

  #last(address: StreamAddress): RecentWrite | undefined {
    const exact = this.#find(address);
    const anyApp = this.#find({ ...address, appName: ANY_APP });
    return (exact?.order ?? 0) > (anyApp?.order ?? 0) ? exact : anyApp;
  }

  #find(address: StreamAddress): RecentWrite | undefined {
    const write = this.#listed.get(toAddressKey(address));
    return write !== undefined && write.endsAtMs > this.#now() ? write : undefined;
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptAtMs < SWEEP_EVERY_MS) return;
    this.#sweptAtMs = nowMs;
    for (const [key, { endsAtMs }] of this.#listed) {
      if (endsAtMs > nowMs) break;
      this.#listed.delete(key);
    }
    for (const [key, atMs] of this.#cutAtMs) {
      if (nowMs - atMs < RECENT_WRITE_MS) break;
      this.#cutAtMs.delete(key);
    }
  }
}

/** Adds an entry at the end and removes the oldest one if the map is full. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  const oldest = map.size < MAX_KEPT ? undefined : map.keys().next().value;
  if (oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
