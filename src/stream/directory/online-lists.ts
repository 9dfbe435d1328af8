import { type StreamAddress } from '../address.js';
import { type RecentWrites } from './recent-writes.js';
import { type CallContext, type LiveUpstream, type OnlineStream, type StreamNames } from '../upstream.js';
import { type Clock } from '../clock.js';
import { type DomainPair, toPairKey } from './domains.js';
import { each, type Found } from './found.js';
import { OnlineList } from './online-list.js';
import { readPages, toPageCount } from './read-pages.js';
import { LIST_MAX_AGE_MS } from './forbid-lists.js';
import { type ReadDemand, SharedReads } from './shared-reads.js';
import { type StreamList, toStreamKey } from './stream-list.js';

const MAX_WHOLE_KEPT = 200;
const MAX_SINGLE_KEPT = 5_000;

export interface OnlineListsOptions {
  readonly upstream: LiveUpstream;
  readonly recentWrites: RecentWrites;
  readonly clock: Clock;
}

/** The number of calls that the whole list takes, and the number of recent calls for single streams of it. */
interface Spending {
  readonly sinceMs: number;
  singles: number;
  pages: number;
}

/**
 * Reads the published streams with as few calls as possible. It reads one stream by its name. If several streams are
 * requested, in one request or in many, it reads the whole list as soon as that takes fewer calls.
 */
export class OnlineLists {
  readonly #options: OnlineListsOptions;
  readonly #wholes: SharedReads<OnlineList>;
  readonly #singles: SharedReads<OnlineList>;
  readonly #spendings = new Map<string, Spending>();

  constructor(options: OnlineListsOptions) {
    const { clock } = options;
    this.#options = options;
    this.#wholes = new SharedReads({ maxAgeMs: LIST_MAX_AGE_MS, maxKept: MAX_WHOLE_KEPT, clock });
    this.#singles = new SharedReads({ maxAgeMs: LIST_MAX_AGE_MS, maxKept: MAX_SINGLE_KEPT, clock });
  }

  async find(
    pair: DomainPair,
    streams: readonly StreamAddress[],
    call: CallContext,
    { notBeforeMs = -Infinity }: ReadDemand = {},
  ): Promise<readonly Found<OnlineStream | undefined>[]> {
    if (!this.#isWholeCheaper(pair, streams))
      return each(streams, (stream) => this.#findOne(pair, stream, call, notBeforeMs));
    const whole = await this.#readWhole(pair, call, notBeforeMs);
    return each(streams, (stream) => {
      const cutAtMs = this.#options.recentWrites.cutAtMs(stream) ?? -Infinity;
      return whole.askedAtMs < cutAtMs
        ? this.#findOne(pair, stream, call, cutAtMs)
        : whole.find(pair, stream);
    });
  }

  async list(pair: DomainPair, call: CallContext): Promise<StreamList<OnlineStream>> {
    return (await this.#readWhole(pair, call)).listOf(pair);
  }

  #isWholeCheaper(pair: DomainPair, streams: readonly StreamAddress[]): boolean {
    if (this.#wholes.has(toPairKey(pair))) return true;
    const unknown = streams.filter((stream) => !this.#singles.has(toSingleKey(pair, stream)));
    if (unknown.length === 0) return false;
    const { singles, pages } = this.#spendingOf(pair);
    return unknown.length + singles > pages;
  }

  /** Ignores a cached answer from before this gateway cut the stream. */
  async #findOne(
    pair: DomainPair,
    stream: StreamAddress,
    call: CallContext,
    notBeforeMs: number,
  ): Promise<OnlineStream | undefined> {
    const { appName, streamName } = stream;
    const key = toSingleKey(pair, stream);
    const single = await this.#singles.read(
      key,
      call,
      (to) => this.#load(pair, { appName, streamName }, to),
      { notBeforeMs: Math.max(notBeforeMs, this.#options.recentWrites.cutAtMs(stream) ?? -Infinity) },
    );
    return single.find(pair, stream);
  }

  #readWhole(pair: DomainPair, call: CallContext, notBeforeMs?: number): Promise<OnlineList> {
    return this.#wholes.read(toPairKey(pair), call, (to) => this.#load(pair, undefined, to), { notBeforeMs });
  }

  async #load(pair: DomainPair, stream: StreamNames | undefined, call: CallContext): Promise<OnlineList> {
    const { clock, upstream } = this.#options;
    const { account, streamingDomain } = pair;
    const askedAtMs = clock.now();
    const spending = this.#spendingOf(pair);
    if (stream !== undefined) spending.singles += 1;
    const streams = await readPages(async (page) => {
      const read = await upstream.call(
        'DescribeLiveStreamsOnlineList',
        { streamingDomain, stream, ...page },
        { ...call, account },
      );
      if (stream === undefined) this.#spendingOf(pair).pages = toPageCount(read.total);
      return read;
    });
    return new OnlineList(askedAtMs, streams);
  }

  #spendingOf(pair: DomainPair): Spending {
    const key = toPairKey(pair);
    const nowMs = this.#options.clock.now();
    const known = this.#spendings.get(key);
    if (known !== undefined && nowMs - known.sinceMs <= LIST_MAX_AGE_MS) return known;
    // If the list was never read, assume that it has one page.
    const spending = { sinceMs: nowMs, singles: 0, pages: known?.pages ?? 1 };
    this.#spendings.delete(key);
    this.#spendings.set(key, spending);
    const [oldest] = this.#spendings.keys();
    if (this.#spendings.size > MAX_WHOLE_KEPT && oldest !== undefined) this.#spendings.delete(oldest);
    return spending;
  }
}

function toSingleKey(pair: DomainPair, stream: StreamNames): string {
  return `${toPairKey(pair)}/${toStreamKey(stream)}`;
}
