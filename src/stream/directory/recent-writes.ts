import { type StreamAddress, toAddressKey } from '../address.js';
import { type OnAction } from '../live-stream-service.js';
import { ANY_APP } from '../names.js';
import { type StreamNames } from '../upstream.js';

/** How long a recent action overrides a list that does not show it yet, in milliseconds. */
export const RECENT_WRITE_MS = 5_000;

/** The time between two removals of expired writes, in milliseconds: one at each write would cost more than the write. */
const SWEEP_EVERY_MS = 250;

/** Far more than the account's budgets let through in that time. */
const MAX_KEPT = 10_000;

interface RecentWrite extends StreamAddress {
  readonly kind: 'RESUME' | 'FORBID';
  /** Orders writes of one millisecond too. */
  readonly order: number;
  readonly endsAtMs: number;
}

/** The recent writes that a list of one domain does not show yet. */
export interface Amendment {
  /** Whether a listed stream is not forbidden any more. */
  readonly isGone: (stream: StreamNames) => boolean;
  /** Streams that are forbidden and may be listed or not. */
  readonly forbidden: readonly StreamNames[];
}

/** What this gateway has done in the last seconds. Each replica knows its own. */
export class RecentWrites {
  readonly #now: () => number;
  readonly #listed = new Map<string, RecentWrite>();
  readonly #cutAtMs = new Map<string, number>();
  #order = 0;
  #sweptAtMs = -Infinity;

  /** @param now milliseconds of any origin that never go back */
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

  /** Whether the stream is forbidden, where something was done about it just now. */
  isForbidden(address: StreamAddress): boolean | undefined {
    const exact = this.#find(address);
    const anyApp = this.#find({ ...address, appName: ANY_APP });
    const last = (exact?.order ?? 0) > (anyApp?.order ?? 0) ? exact : anyApp;
    return last === undefined ? undefined : last.kind === 'FORBID';
  }

  /** When the stream was last cut: an earlier read of the online list is outdated. */
  cutAtMs(address: StreamAddress): number | undefined {
    const atMs = this.#cutAtMs.get(toAddressKey(address));
    return atMs !== undefined && this.#now() - atMs < RECENT_WRITE_MS ? atMs : undefined;
  }

  /** What was done on the domain; undefined for nothing. */
  amendmentOf(domainName: string): Amendment | undefined {
    const nowMs = this.#now();
    const writes = Array.from(this.#listed.values()).filter(
      (write) => write.domainName === domainName && write.endsAtMs > nowMs,
    );
    if (writes.length === 0) return undefined;
    // Most streams of a long list were not changed: their names are enough to skip them.
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

/** At the end of the order, within bounds. */
function put<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  const oldest = map.size < MAX_KEPT ? undefined : map.keys().next().value;
  if (oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}
