import { type CallLimit, OPERATIONS } from './operations/operations.js';
import { type LimitSettings } from './options.js';
import { Refusal } from './refusal.js';
import { SlidingLog } from './sliding-log.js';

/** The calls of one operation, with the throttled calls. */
export interface ArrivalStats {
  readonly calls: number;
  readonly throttled: number;
  /** The highest number of calls of one account within any second, measured at arrival. */
  readonly worstSecond: number;
  /** The same within any minute. */
  readonly worstMinute: number;
}

/** The calls of one operation by one account. */
interface Traffic {
  readonly second: SlidingLog;
  readonly minute: SlidingLog;
  /** Refused calls do not count, so that a client with backoff is admitted again. */
  admitted: SlidingLog;
  calls: number;
  throttled: number;
}

function toLimit(operation: string, settings: LimitSettings): CallLimit | undefined {
  if (settings === 'off') return undefined;
  const perSecond = settings === 'documented' ? undefined : settings[operation];
  if (perSecond === undefined) return OPERATIONS.get(operation)?.limit;
  return perSecond > 0 ? { calls: perSecond, windowMs: 1000 } : undefined;
}

/** Enforces the limits per operation and account, in a sliding window. */
export class Limiter {
  #settings: LimitSettings;
  readonly #own: ReadonlyMap<string, LimitSettings>;
  #traffic = new Map<string, Map<string, Traffic>>();

  /** @param own limits by account id, for the accounts with their own limits */
  constructor(settings: LimitSettings, own: ReadonlyMap<string, LimitSettings> = new Map()) {
    this.#settings = settings;
    this.#own = own;
  }

  set settings(settings: LimitSettings) {
    this.#settings = settings;
    for (const [operation, accounts] of this.#traffic)
      for (const [accountId, traffic] of accounts) traffic.admitted = this.#newLog(operation, accountId);
  }

  /**
   * Counts a call.
   *
   * @param at the arrival time in milliseconds
   * @throws Refusal Throttling.User for a call above the limit
   */
  arrive(operation: string, accountId: string, at: number): void {
    const traffic = this.#trafficOf(operation, accountId);
    traffic.calls += 1;
    traffic.second.add(at);
    traffic.minute.add(at);
    const limit = this.#limitOf(operation, accountId);
    if (!limit) return;
    if (traffic.admitted.count(at) >= limit.calls) {
      traffic.throttled += 1;
      throw new Refusal(400, 'Throttling.User', 'Request was denied due to user flow control.');
    }
    traffic.admitted.add(at);
  }

  /** Returns the statistics by operation. */
  stats(): Record<string, ArrivalStats> {
    const stats: Record<string, ArrivalStats> = {};
    for (const [operation, accounts] of this.#traffic) {
      const all = [...accounts.values()];
      stats[operation] = {
        calls: all.reduce((sum, { calls }) => sum + calls, 0),
        throttled: all.reduce((sum, { throttled }) => sum + throttled, 0),
        worstSecond: Math.max(...all.map(({ second }) => second.worst)),
        worstMinute: Math.max(...all.map(({ minute }) => minute.worst)),
      };
    }
    return stats;
  }

  clear(): void {
    this.#traffic = new Map();
  }

  #trafficOf(operation: string, accountId: string): Traffic {
    const accounts = this.#traffic.get(operation) ?? new Map<string, Traffic>();
    this.#traffic.set(operation, accounts);
    const traffic = accounts.get(accountId) ?? {
      second: new SlidingLog(1000),
      minute: new SlidingLog(60_000),
      admitted: this.#newLog(operation, accountId),
      calls: 0,
      throttled: 0,
    };
    accounts.set(accountId, traffic);
    return traffic;
  }

  #newLog(operation: string, accountId: string): SlidingLog {
    return new SlidingLog(this.#limitOf(operation, accountId)?.windowMs ?? 1000);
  }

  #limitOf(operation: string, accountId: string): CallLimit | undefined {
    return toLimit(operation, this.#own.get(accountId) ?? this.#settings);
  }
}
