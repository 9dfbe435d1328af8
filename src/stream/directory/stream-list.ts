import { type StreamNames } from '../upstream-messages.js';

/** Which part of a list: what follows a stream, under one app or all. */
export interface ListQuery {
  readonly first: number;
  /** The last stream already seen. It need not be in the list any more. */
  readonly after?: StreamNames | undefined;
  readonly appName?: string | undefined;
  /** Part of `app/stream`, in any case. */
  readonly search?: string | undefined;
}

export interface ListPage<T extends StreamNames> {
  readonly streams: readonly T[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** Of the whole list, or of the app's part of it. */
  readonly total: number;
}

/** App by app and stream by stream, in the order of code units: it needs no locale and never changes. */
export function compareStreams(a: StreamNames, b: StreamNames): number {
  if (a.appName !== b.appName) return a.appName < b.appName ? -1 : 1;
  if (a.streamName === b.streamName) return 0;
  return a.streamName < b.streamName ? -1 : 1;
}

/** No app name holds a "/" (it ends there), so that no two streams have one key. */
export function toStreamKey({ appName, streamName }: StreamNames): string {
  return `${appName}/${streamName}`;
}

/** Streams in a fixed order that does not depend on the upstream: a position means the same in the next read. */
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

  /** The same list without some streams and with some others. */
  amend(isGone: (stream: T) => boolean, added: readonly T[]): StreamList<T> {
    const rest = this.sorted.filter((stream) => !isGone(stream));
    return added.length === 0 ? new StreamList(rest) : StreamList.of([...rest, ...added]);
  }

  /** The keys are made when a text is first searched for, and once for each list. */
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

  /** Where the streams begin for which it holds; it holds for all that follow one. */
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
