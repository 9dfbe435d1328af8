import {
  type EventPage,
  type EventQuery,
  type EventStore,
  type EventTarget,
} from '../../event/event-store.js';
import { type StreamEvent } from '../../stream/event.js';
import { beforeAbort } from './before-abort.js';
import { toChunks } from './chunks.js';
import { type BeforeStatement } from './ledger-reads.js';

/** The largest number of events to count. */
const MAX_COUNTED_EVENTS = 10_000;
/**
 * The largest number of queries in one statement. It delays other statements by about 20 ms at most (SQLite, in
 * this process).
 */
const QUERIES_AT_ONCE = 50;
const ROWS_AT_ONCE = 1_000;
const COUNTS_AT_ONCE = 10;

/** Reads events for many streams of one request, in few statements of limited size. */
export class EventReads {
  readonly #store: EventStore;
  readonly #before: BeforeStatement;
  readonly #signal: AbortSignal;

  /** @param signal aborts the reads with STORE_UNAVAILABLE */
  constructor(store: EventStore, before: BeforeStatement, signal: AbortSignal) {
    this.#store = store;
    this.#before = before;
    this.#signal = signal;
  }

  /** Returns one page for each query, in order. */
  async listEvents(queries: readonly EventQuery[]): Promise<readonly EventPage[]> {
    const pages: EventPage[] = [];
    const fits = (chunk: readonly EventQuery[]): boolean =>
      chunk.length <= QUERIES_AT_ONCE && chunk.reduce((rows, { first }) => rows + first, 0) <= ROWS_AT_ONCE;
    for (const chunk of toChunks(queries, fits))
      pages.push(...(await this.#read(() => this.#store.listEvents(chunk))));
    return pages;
  }

  /** Returns one count for each target, in order. A count above 10,000 is undefined. */
  async countEvents(targets: readonly EventTarget[]): Promise<readonly (number | undefined)[]> {
    const counts: (number | undefined)[] = [];
    for (const chunk of toChunks(targets, ({ length }) => length <= COUNTS_AT_ONCE)) {
      const read = await this.#read(() => this.#store.countEvents(chunk, MAX_COUNTED_EVENTS + 1));
      counts.push(...read.map((count) => (count > MAX_COUNTED_EVENTS ? undefined : count)));
    }
    return counts;
  }

  /** Returns one event for each position, in order. Undefined if there is no event at the position. */
  async findEvents(positions: readonly number[]): Promise<readonly (StreamEvent | undefined)[]> {
    const events: (StreamEvent | undefined)[] = [];
    for (const chunk of toChunks(positions, ({ length }) => length <= ROWS_AT_ONCE))
      events.push(...(await this.#read(() => this.#store.findEvents(chunk))));
    return events;
  }

  async #read<T>(statement: () => Promise<T>): Promise<T> {
    await this.#before();
    return beforeAbort(this.#signal, statement);
  }
}
