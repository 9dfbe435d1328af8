import { type StreamAddress, toAddressKey } from '../stream/address.js';
import { type Clock, type Timer } from '../stream/clock.js';
import { type Directory } from '../stream/directory/directory.js';
import { type StreamStatus } from '../stream/directory/read-status.js';
import { StreamError } from '../stream/errors.js';
import { type StreamEvent } from '../stream/event.js';
import { type LedgerReader } from '../stream/ledger.js';
import { ANY_APP } from '../stream/names.js';
import { type EventHub } from './event-hub.js';

export interface StatusHubParts {
  readonly directory: Pick<Directory, 'readStatus'>;
  readonly hub: Pick<EventHub, 'subscribe'>;
  readonly ledger: Pick<LedgerReader, 'readForbiddenUntil'>;
  /** Whether callbacks arrive for a domain. Never rejects. */
  readonly hasCallbacks: (domainName: string) => Promise<boolean | undefined>;
  readonly clock?: Clock | undefined;
}

/**
 * The longest time between two reads. Reads without an event are needed because ApsaraVideo Live sends no callback
 * when a forbid is lifted in its own console.
 */
const IDLE_MS = 30_000;
const IDLE_WITHOUT_CALLBACKS_MS = 2_000;
/** The shortest time between two reads. */
const APART_MS = 1_000;
/**
 * The times of the reads after an event, in milliseconds. Several reads are needed because the lists of ApsaraVideo
 * Live can be up to 30 s behind a callback.
 */
const LOOKS_MS = [0, 1_000, 3_000, 6_000, 12_000, 20_000, 30_000];
/** The time for which a read is fresh enough for a new watcher. The lists are cached for the same time. */
const FRESH_MS = 2_000;
/** The end of a forbid is known to the second, and the clock of ApsaraVideo Live can differ. Reads start this late. */
const AFTER_END_MS = 500;
const READ_MS = 10_000;

/** A watched stream. */
export interface WatchedStream {
  readonly address: StreamAddress;
  /** Undefined until it is read for the first time. */
  readonly status: StreamStatus | undefined;
  /** 0 until the first read has ended. It grows by one with each change. */
  readonly version: number;
  /** The number of reads that have ended. */
  readonly reads: number;
}

/** A watcher of a stream. */
export interface StatusMember {
  readonly stream: WatchedStream;
  /** The status is current for this watcher when the stream has this number of reads. */
  readonly currentFrom: number;
  readonly leave: () => void;
}

interface Watched extends WatchedStream {
  status: StreamStatus | undefined;
  version: number;
  reads: number;
  /** The time of the last read that succeeded, in milliseconds of the clock. */
  knownAtMs: number;
  /** Whether a new watcher waits for the next read. */
  isAwaited: boolean;
  /** The times of the next reads, in milliseconds of the clock, in ascending order. */
  looks: number[];
  /** Whether a status agrees with the last event. No further read is then needed for this event. */
  expected: ((status: StreamStatus) => boolean) | undefined;
  readonly listeners: Set<() => void>;
}

const EXPECTED: Readonly<Record<StreamEvent['kind'], (status: StreamStatus) => boolean>> = {
  PUBLISHED: (status) => status === 'ONLINE',
  UNPUBLISHED: (status) => status !== 'ONLINE',
  FORBIDDEN: (status) => status === 'FORBIDDEN',
  CUT: (status) => status !== 'ONLINE',
  RESUMED: (status) => status !== 'FORBIDDEN',
};

/** Keeps the status of the watched streams of one domain. One read covers all of them. */
export class DomainStatus {
  /** Resolves when the subscription to events is active. Rejects if the subscription fails. */
  readonly opened: Promise<void>;
  readonly #domainName: string;
  readonly #parts: StatusHubParts & { readonly clock: Clock };
  readonly #streams = new Map<string, Watched>();
  readonly #closing = new AbortController();
  #unsubscribe: (() => void) | undefined;
  #timer: Timer | undefined;
  #readAtMs = -Infinity;
  #freshAfterMs = -Infinity;
  #idleMs = IDLE_WITHOUT_CALLBACKS_MS;
  #reading: Promise<void> | undefined;

  constructor(domainName: string, parts: StatusHubParts & { readonly clock: Clock }) {
    this.#domainName = domainName;
    this.#parts = parts;
    this.opened = parts.hub
      .subscribe(domainName, (event) => {
        this.#onEvent(event);
      })
      .then(({ unsubscribe }) => {
        if (this.#closing.signal.aborted) unsubscribe();
        else this.#unsubscribe = unsubscribe;
      });
    // Watchers also await this promise and get the error. Without this handler, a rejection before that is unhandled.
    this.opened.catch(() => undefined);
  }

  get isEmpty(): boolean {
    return this.#streams.size === 0;
  }

  /**
   * Adds a watcher. If the status is old, it is read again, so that the watcher does not get it as the current status.
   * @param listener called when a read of the stream has ended
   */
  join(address: StreamAddress, listener: () => void): StatusMember {
    const key = toAddressKey(address);
    const nowMs = this.#parts.clock.now();
    const known = this.#streams.get(key);
    const stream: Watched = known ?? {
      address,
      status: undefined,
      version: 0,
      reads: 0,
      knownAtMs: -Infinity,
      isAwaited: false,
      looks: [],
      expected: undefined,
      listeners: new Set(),
    };
    this.#streams.set(key, stream);
    stream.listeners.add(listener);
    const isFresh = nowMs - stream.knownAtMs <= FRESH_MS;
    if (!isFresh) {
      stream.isAwaited = true;
      stream.looks = [nowMs, ...stream.looks];
      this.#schedule();
    }
    return {
      stream,
      currentFrom: isFresh ? stream.reads : stream.reads + 1,
      leave: () => {
        stream.listeners.delete(listener);
        if (stream.listeners.size === 0 && this.#streams.get(key) === stream) this.#streams.delete(key);
      },
    };
  }

  close(): void {
    this.#closing.abort();
    this.#timer?.cancel();
    this.#unsubscribe?.();
  }

  /** Ignores case, because names in callbacks can be in lower case. A read of a wrong stream does no harm. */
  #onEvent({ address: { appName, streamName }, kind, until }: StreamEvent): void {
    const nowMs = this.#parts.clock.now();
    const isMeant = ({ address }: Watched): boolean =>
      (appName === ANY_APP || isSameName(address.appName, appName)) &&
      isSameName(address.streamName, streamName);
    let isWatched = false;
    for (const stream of this.#streams.values()) {
      if (!isMeant(stream)) continue;
      isWatched = true;
      stream.expected = EXPECTED[kind];
      stream.looks = LOOKS_MS.map((ms) => nowMs + ms);
      if (until !== undefined) this.#lookAtEnd(stream, until);
    }
    if (!isWatched) return;
    this.#freshAfterMs = nowMs;
    this.#schedule();
  }

  #lookAtEnd(stream: Watched, until: Date): void {
    const endMs = this.#parts.clock.now() + until.getTime() - Date.now() + AFTER_END_MS;
    const looks = LOOKS_MS.slice(0, 3).map((ms) => endMs + ms);
    stream.looks = [...stream.looks, ...looks].sort((a, b) => a - b);
  }

  #schedule(): void {
    if (this.#reading !== undefined || this.#closing.signal.aborted || this.isEmpty) return;
    this.#timer?.cancel();
    const { clock } = this.#parts;
    let nextMs = this.#readAtMs + this.#idleMs;
    for (const { looks } of this.#streams.values()) nextMs = Math.min(nextMs, looks[0] ?? Infinity);
    nextMs = Math.max(nextMs, this.#readAtMs + APART_MS);
    this.#timer = clock.setTimer(Math.max(0, nextMs - clock.now()), () => {
      this.#reading = this.#read().finally(() => {
        this.#reading = undefined;
        this.#schedule();
      });
    });
  }

  async #read(): Promise<void> {
    const { clock, directory, hasCallbacks } = this.#parts;
    this.#readAtMs = clock.now();
    const streams = [...this.#streams.values()];
    for (const stream of streams) stream.looks = stream.looks.filter((atMs) => atMs > this.#readAtMs);
    const idleMs = (await hasCallbacks(this.#domainName)) === true ? IDLE_MS : IDLE_WITHOUT_CALLBACKS_MS;
    this.#idleMs = idleMs;
    if (this.#closing.signal.aborted) return;
    const call = {
      correlationId: 'stream-status',
      signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(READ_MS)]),
      lane: 'interactive',
    } as const;
    const found = await directory
      .readStatus(
        streams.map(({ address }) => address),
        call,
        { notBeforeMs: this.#freshAfterMs },
      )
      .catch(() => []);
    const newlyForbidden: Watched[] = [];
    streams.forEach((stream, place) => {
      const status = found[place];
      if (status === undefined || status instanceof StreamError) {
        // After a failure, the known status stays for some time. A new watcher gets no status from before it.
        const isOld = stream.isAwaited || clock.now() - stream.knownAtMs > IDLE_MS;
        end(stream, isOld ? undefined : stream.status);
        return;
      }
      stream.knownAtMs = clock.now();
      if (stream.expected?.(status) === true && status === stream.status) settle(stream, clock.now());
      if (status === 'FORBIDDEN' && status !== stream.status) newlyForbidden.push(stream);
      end(stream, status);
    });
    if (newlyForbidden.length > 0) await this.#lookAtEnds(newlyForbidden);
  }

  async #lookAtEnds(streams: readonly Watched[]): Promise<void> {
    const addresses = streams.map(({ address }) => address);
    const ends = await this.#parts.ledger.readForbiddenUntil(addresses).catch(() => []);
    streams.forEach((stream, place) => {
      const until = ends[place];
      if (until !== undefined && until.getTime() > Date.now()) this.#lookAtEnd(stream, until);
    });
  }
}

/**
 * Removes the remaining reads after an event, because two reads have agreed with it. Keeps the reads at the end of a
 * forbid.
 */
function settle(stream: Watched, nowMs: number): void {
  stream.expected = undefined;
  stream.looks = stream.looks.filter((atMs) => atMs > nowMs + (LOOKS_MS.at(-1) ?? 0));
}

/** Ends a read of a stream with a status. */
function end(stream: Watched, status: StreamStatus | undefined): void {
  if (status !== stream.status || stream.version === 0) stream.version += 1;
  stream.status = status;
  stream.reads += 1;
  stream.isAwaited = false;
  for (const listener of stream.listeners) listener();
}

function isSameName(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}
