import { type OnlineStream, type StreamNames } from '../upstream.js';
import { type DomainPair } from './domains.js';
import { StreamList, toStreamKey } from './stream-list.js';

/** The published streams of a streaming domain at one point in time: all of them, or only the requested ones. */
export class OnlineList {
  readonly askedAtMs: number;
  readonly #byDomain = new Map<string, Map<string, OnlineStream>>();
  readonly #lists = new Map<string, StreamList<OnlineStream>>();

  constructor(askedAtMs: number, streams: readonly OnlineStream[]) {
    this.askedAtMs = askedAtMs;
    for (const stream of streams) {
      const known = this.#byDomain.get(stream.ingestDomain);
      const key = toStreamKey(stream);
      if (known === undefined) this.#byDomain.set(stream.ingestDomain, new Map([[key, stream]]));
      else known.set(key, stream);
    }
  }

  find({ ingestDomain, streamingDomain }: DomainPair, stream: StreamNames): OnlineStream | undefined {
    const key = toStreamKey(stream);
    return this.#byDomain.get(ingestDomain)?.get(key) ?? this.#byDomain.get(streamingDomain)?.get(key);
  }

  /** Sorted on first use, once for all readers. */
  listOf({ ingestDomain, streamingDomain }: DomainPair): StreamList<OnlineStream> {
    const known = this.#lists.get(ingestDomain);
    if (known !== undefined) return known;
    // A stream that is published through a live center is listed under the streaming domain itself.
    const streams = new Map([
      ...(this.#byDomain.get(streamingDomain) ?? []),
      ...(this.#byDomain.get(ingestDomain) ?? []),
    ]);
    const list = StreamList.of(streams.values());
    this.#lists.set(ingestDomain, list);
    return list;
  }
}
