import { type AccountRouting } from '../stream/account.js';
import { toAddressKey } from '../stream/address.js';
import { type Clock, systemClock, type Timer } from '../stream/clock.js';
import { type ReportedEvent, type StreamEvent } from '../stream/event.js';
import { type NotifyRecord, toWholeSecond } from '../stream/notify-messages.js';
import { type LiveUpstream } from '../stream/upstream.js';
import { type EventStore } from './event-store.js';

export interface CatchUpParts {
  readonly upstream: LiveUpstream;
  readonly accounts: AccountRouting;
  readonly store: Pick<EventStore, 'append' | 'lastCallbacks' | 'listCallbacks'>;
  /** Whether callbacks arrive for a domain. Never rejects. */
  readonly hasCallbacks: (domainName: string) => Promise<boolean | undefined>;
  /** Called with the number of missed events that were found and stored. */
  readonly onFound: (count: number) => void;
  /** Called when the records of a domain or the store could not be read. The next run tries again. */
  readonly onFault: (thrown: unknown) => void;
  readonly clock?: Clock | undefined;
  /** Unix time in milliseconds. Default: the system clock. */
  readonly now?: (() => number) | undefined;
}

/**
 * The time between two runs. ApsaraVideo Live repeats an unanswered callback only for some seconds. A replica that has
 * just started does not know which records other replicas have read. It starts this long before the last callback.
 */
const EVERY_MS = 600_000;
/** ApsaraVideo Live keeps records for seven days (documentation). One hour is subtracted because clocks can differ. */
const KEPT_MS = 7 * 86_400_000 - 3_600_000;
/** Successive reads overlap by this time, because a callback can be stored some time after its event. */
const OVERLAP_MS = 120_000;
const PAGE_SIZE = 500;
/** 10,000 records in one run. The next run continues after them. */
const MOST_PAGES = 20;
/**
 * Some records do not have the time that their callback reported. Such a record matches an event of its kind if their
 * times differ by at most this much.
 */
const SAME_MS = 10_000;

/**
 * Stores the events of callbacks that no replica could accept. ApsaraVideo Live keeps records of all callbacks. The
 * records are read at the start, after a fault of the store, and every ten minutes. Each read starts before the last
 * known callback of the domain.
 */
export class CatchUp {
  readonly #parts: CatchUpParts;
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #closing = new AbortController();
  /** Per domain, the time up to which its records were read, and the monotonic time of that read. */
  readonly #reads = new Map<string, { readonly untilMs: number; readonly atMs: number }>();
  #timer: Timer | undefined;
  #running: Promise<void> | undefined;

  constructor({ clock = systemClock, now = Date.now, ...parts }: CatchUpParts) {
    this.#parts = { ...parts };
    this.#clock = clock;
    this.#now = now;
  }

  /** Reads the missed callbacks now, and again every ten minutes. Never rejects. */
  run(): Promise<void> {
    this.#timer?.cancel();
    if (this.#closing.signal.aborted) return Promise.resolve();
    this.#running ??= this.#readAll().finally(() => {
      this.#running = undefined;
      if (this.#closing.signal.aborted) return;
      this.#timer = this.#clock.setTimer(EVERY_MS, () => void this.run());
    });
    return this.#running;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#timer?.cancel();
    await this.#running;
  }

  async #readAll(): Promise<void> {
    const { store, onFault, hasCallbacks } = this.#parts;
    try {
      for (const [domainName, last] of await store.lastCallbacks())
        if ((await hasCallbacks(domainName)) === true) await this.#readDomain(domainName, last);
    } catch (thrown) {
      if (!this.#closing.signal.aborted) onFault(thrown);
    }
  }

  async #readDomain(domainName: string, last: Date): Promise<void> {
    const { store, onFound, onFault } = this.#parts;
    const [nowMs, atMs] = [this.#now(), this.#clock.now()];
    const knownMs = this.#knownUntilMs(domainName, last, nowMs);
    const since = toWholeSecond(Math.max(nowMs - KEPT_MS, knownMs - OVERLAP_MS));
    const before = toWholeSecond(nowMs + 1_000);
    try {
      const records = await this.#readRecords(domainName, since, before);
      const knownSince = new Date(since.getTime() - OVERLAP_MS);
      const known = await store.listCallbacks(domainName, knownSince, PAGE_SIZE * MOST_PAGES);
      const missed = toMissed(domainName, records, known);
      await store.append(missed);
      this.#reads.set(domainName, { untilMs: records.at(-1)?.at.getTime() ?? nowMs, atMs });
      if (missed.length > 0) onFound(missed.length);
    } catch (thrown) {
      if (!this.#closing.signal.aborted) onFault(thrown);
    }
  }

  /**
   * The time up to which the records of a domain are known. It is never later than the moment when they were read, by
   * the present wall clock: the clock may have been set back since, or may be behind the clock of ApsaraVideo Live. So
   * each read starts before its end, and leaves no gap.
   */
  #knownUntilMs(domainName: string, last: Date, nowMs: number): number {
    const read = this.#reads.get(domainName);
    if (read === undefined) return Math.min(last.getTime(), nowMs) - EVERY_MS;
    return Math.min(read.untilMs, nowMs - (this.#clock.now() - read.atMs));
  }

  async #readRecords(domainName: string, since: Date, before: Date): Promise<readonly NotifyRecord[]> {
    const account = this.#parts.accounts.find(domainName);
    const records: NotifyRecord[] = [];
    for (let pageNum = 1; account !== undefined && pageNum <= MOST_PAGES; pageNum += 1) {
      const page = await this.#parts.upstream.call(
        'DescribeLiveStreamsNotifyRecords',
        { domainName, since, before, pageNum, pageSize: PAGE_SIZE },
        { correlationId: 'missed-callbacks', signal: this.#closing.signal, lane: 'bulk', account },
      );
      records.push(...page.items);
      if (pageNum * PAGE_SIZE >= page.total) break;
    }
    return records.sort((a, b) => a.at.getTime() - b.at.getTime());
  }
}

/** Returns the events of those records that match no known event. */
function toMissed(
  domainName: string,
  records: readonly NotifyRecord[],
  known: readonly StreamEvent[],
): ReportedEvent[] {
  const byStream = new Map<string, StreamEvent[]>();
  for (const event of known) {
    const key = `${event.kind}/${toAddressKey(event.address)}`.toLowerCase();
    byStream.set(key, [...(byStream.get(key) ?? []), event]);
  }
  return records.flatMap(({ appName, streamName, type, at, reportedAt }) => {
    const address = { domainName, appName, streamName };
    const kind = type === 'publish' ? 'PUBLISHED' : 'UNPUBLISHED';
    const events = byStream.get(`${kind}/${toAddressKey(address)}`.toLowerCase()) ?? [];
    const [time, withinMs] = reportedAt === undefined ? [at, SAME_MS] : [reportedAt, 0];
    const place = events.findIndex((event) => Math.abs(event.at.getTime() - time.getTime()) <= withinMs);
    // Without a reported time, an event matches only one record. With one, an event can match several records,
    // because a repeated callback reports the same time and belongs to the same event.
    if (place >= 0 && reportedAt === undefined) events.splice(place, 1);
    return place >= 0 ? [] : [{ address, kind, at: time, isDomainKnown: true }];
  });
}
