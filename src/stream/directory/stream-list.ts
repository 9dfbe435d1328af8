import { type StreamNames } from '../upstream-messages.js';

/** A request for a part of a list: the streams after a given stream, of one app or of all apps. */
export interface ListQuery {
  readonly first: number;
  /** The stream after which the page begins. It can be missing from the list. */
  readonly after?: StreamNames | undefined;
  readonly appName?: string | undefined;
  /** A part of `app/stream`. Not case-sensitive. */
  readonly search?: string | undefined;
}

export interface ListPage<T extends StreamNames> {
  readonly streams: readonly T[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** The number of streams in the whole list, or in the part for the app or the search. */
  readonly total: number;
}

/** Compares by app, then by stream, in the order of code units. This order needs no locale and never changes. */
export function compareStreams(a: StreamNames, b: StreamNames): number {
  if (a.appName !== b.appName) return a.appName < b.appName ? -1 : 1;
  if (a.streamName === b.streamName) return 0;
  return a.streamName < b.streamName ? -1 : 1;
}

/** Returns a key for a stream. App names cannot contain "/", so two streams never have the same key. */
export function toStreamKey({ appName, streamName }: StreamNames): string {
  return `${appName}/${streamName}`;
}

/**
 * Streams in a fixed order that does not depend on the upstream, so a position has the same meaning in the next read.
 */
export class StreamList<T extends StreamNames = StreamNames> {
  readonly sorted: readonly T[];
  #searchKeys: readonly string[] | undefined;

  private constructor(sorted: readonly T[]) {
    this.sorted = sorted;
  }

  static of<T extends StreamNames>(streams: Iterable<T>): StreamList<T> {
    return new StreamList(Array.from(streams).sort(compareStreams));
  }

  page({ search, ...query }: ListQuery): ListPage<T> {
    if (search !== undefined) return this.#matching(search).page(query);
    const { first, after, appName } = query;
    const [start, end] = this.#range(appName);
    const from =
      after === undefined
        ? start
        : clamp(
            this.#first((stream) => compareStreams(stream, after) > 0),
            start,
            end,
          );
    const to = Math.min(from + first, end);
    return {
      streams: this.sorted.slice(from, to),
      hasNext: to < end,
      hasPrevious: from > start,
      total: end - start,
    };
  }

  /** Returns the list without some of its streams and with some others. */
  amend(isGone: (stream: T) => boolean, added: readonly T[]): StreamList<T> {
    const rest = this.sorted.filter((stream) => !isGone(stream));
    return added.length === 0 ? new StreamList(rest) : StreamList.of([...rest, ...added]);
  }

  /** Returns the streams that match. The search keys are created at the first search, once for each list. */
  #matching(search: string): StreamList<T> {
    const keys = (this.#searchKeys ??= this.sorted.map((stream) => toStreamKey(stream).toLowerCase()));
    const part = search.toLowerCase();
    return new StreamList(this.sorted.filter((_, position) => keys[position]?.includes(part)));
  }

  #range(appName: string | undefined): [number, number] {
    if (appName === undefined) return [0, this.sorted.length];
    return [
      this.#first((stream) => stream.appName >= appName),
      this.#first((stream) => stream.appName > appName),
    ];
  }

  /** Returns the first position at which `holds` is true. It must be true for all later positions too. */
  #first(holds: (stream: T) => boolean): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const stream = this.sorted[middle];
      if (stream !== undefined && holds(stream)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
