import { type StreamAddress } from '../address.js';
import { type RecentWrites } from './recent-writes.js';
import { type CallContext, type LiveUpstream, type StreamNames } from '../upstream.js';
import { type Clock } from '../clock.js';
import { type DomainPair, toPairKey } from './domains.js';
import { readPages } from './read-pages.js';
import { type ReadDemand, SharedReads } from './shared-reads.js';
import { StreamList, toStreamKey } from './stream-list.js';

export const LIST_MAX_AGE_MS = 2_000;
/** The maximum number of streams on the forbid list (documentation of ForbidLiveStream). */
export const FORBID_LIST_LIMIT = 10_000;
const MAX_KEPT = 200;

/** The forbid list of a streaming domain at one point in time. */
class ForbidList {
  readonly #streams: ReadonlyMap<string, StreamNames>;
  #list: StreamList | undefined;

  constructor(streams: readonly StreamNames[]) {
    this.#streams = new Map(streams.map((stream) => [toStreamKey(stream), stream]));
  }

  has(stream: StreamNames): boolean {
    return this.#streams.has(toStreamKey(stream));
  }

  /** Sorted on first use, once for all readers. */
  get list(): StreamList {
    return (this.#list ??= StreamList.of(this.#streams.values()));
  }
}

/** Reads whole forbid lists, because the upstream cannot filter or sort them. */
export class ForbidLists {
  readonly #upstream: LiveUpstream;
  readonly #recentWrites: RecentWrites;
  readonly #lists: SharedReads<ForbidList>;

  constructor(upstream: LiveUpstream, recentWrites: RecentWrites, clock: Clock) {
    this.#upstream = upstream;
    this.#recentWrites = recentWrites;
    this.#lists = new SharedReads({ maxAgeMs: LIST_MAX_AGE_MS, maxKept: MAX_KEPT, clock });
  }

  async has(
    pair: DomainPair,
    streams: readonly StreamAddress[],
    call: CallContext,
    demand?: ReadDemand,
  ): Promise<boolean[]> {
    const list = await this.#read(pair, call, demand);
    return streams.map((stream) => this.#recentWrites.isForbidden(stream) ?? list.has(stream));
  }

  /** Returns whether the list itself has the stream, without the recent actions of this replica. */
  async isListed(
    pair: DomainPair,
    stream: StreamNames,
    call: CallContext,
    demand: ReadDemand,
  ): Promise<boolean> {
    return (await this.#read(pair, call, demand)).has(stream);
  }

  async list(pair: DomainPair, call: CallContext): Promise<StreamList> {
    const read = await this.#read(pair, call);
    const amendment = this.#recentWrites.amendmentOf(pair.ingestDomain);
    if (amendment === undefined) return read.list;
    return read.list.amend(
      amendment.isGone,
      amendment.forbidden.filter((stream) => !read.has(stream)),
    );
  }

  #read(pair: DomainPair, call: CallContext, demand?: ReadDemand): Promise<ForbidList> {
    const { account, streamingDomain } = pair;
    return this.#lists.read(
      toPairKey(pair),
      { ...call, account },
      async (to) =>
        new ForbidList(
          await readPages((page) =>
            this.#upstream.call('DescribeLiveStreamsBlockList', { streamingDomain, ...page }, to),
          ),
        ),
      demand,
    );
  }
}
