import {
  type ActionFilter,
  type ActionSearch,
  type ActionTally,
  type FoundActions,
  MOST_INDEXED_DOMAINS,
} from '../../stream/action-search.js';
import { type StreamAddress, toAddressKey } from '../../stream/address.js';
import { type Action, type ActionPage, type ActionQuery, type LedgerReader } from '../../stream/ledger.js';
import { SharedLoader } from '../../event/shared-loader.js';
import { beforeAbort } from './before-abort.js';
import { toChunks } from './chunks.js';

/** The largest number of actions to count, because counting reads each action. */
export const MAX_COUNTED_ACTIONS = 10_000;

/**
 * The largest number of streams in one statement. It delays other statements by about 20 ms at most (SQLite, in
 * this process).
 */
const STREAMS_AT_ONCE = 500;
const PAGES_AT_ONCE = 250;
const ROWS_AT_ONCE = 1_000;
const COUNTED_AT_ONCE = 100_000;
/**
 * The limit of the first count. Most streams have fewer actions. Other streams are counted again, in smaller
 * batches.
 */
const FIRST_COUNT = 1_000;

/**
 * Called before each statement. The promise resolves when the statement may be sent, and rejects if the request
 * has no statements left.
 */
export type BeforeStatement = () => Promise<void>;

/** The reads that thousands of subscribers make at the same time after an event. */
export interface SharedLedgerReads {
  readonly action: SharedLoader<string, Action | undefined>;
  readonly forbiddenUntil: SharedLoader<StreamAddress, Date | undefined>;
}

export function shareLedgerReads(ledger: LedgerReader): SharedLedgerReads {
  return {
    action: new SharedLoader({
      toKey: (id) => id,
      read: (ids) => ledger.findActions(ids),
      mostKeys: STREAMS_AT_ONCE,
    }),
    forbiddenUntil: new SharedLoader({
      toKey: toAddressKey,
      read: (addresses) => ledger.readForbiddenUntil(addresses),
      mostKeys: STREAMS_AT_ONCE,
    }),
  };
}

export interface LedgerReadsParts {
  readonly ledger: LedgerReader;
  /** The reads that all requests share. */
  readonly shared: SharedLedgerReads;
}

/** Reads the ledger for many streams of one request, in few statements of limited size. */
export class LedgerReads {
  readonly #ledger: LedgerReader;
  readonly #shared: SharedLedgerReads;
  readonly #before: BeforeStatement;
  readonly #signal: AbortSignal;

  /** @param signal aborts the reads with STORE_UNAVAILABLE */
  constructor({ ledger, shared }: LedgerReadsParts, before: BeforeStatement, signal: AbortSignal) {
    this.#ledger = ledger;
    this.#shared = shared;
    this.#before = before;
    this.#signal = signal;
  }

  /** Returns one page for each query, in order. */
  async listActions(queries: readonly ActionQuery[]): Promise<readonly ActionPage[]> {
    // Group pages of similar size: SQLite reads the largest size for each stream of a statement.
    const bySize = queries.map((query, position) => ({ query, position }));
    bySize.sort((a, b) => b.query.first - a.query.first);
    const pages = new Array<ActionPage>(queries.length);
    for (const chunk of toChunks(bySize, fitsOnePage)) {
      const read = await this.#read(() => this.#ledger.listActions(chunk.map(({ query }) => query)));
      chunk.forEach(({ position }, index) => {
        pages[position] = read[index] ?? { actions: [], hasMore: false };
      });
    }
    return pages;
  }

  /** Returns one action for each id, in order. Undefined if there is no action with the id. */
  async findActions(ids: readonly string[]): Promise<readonly (Action | undefined)[]> {
    const actions: (Action | undefined)[] = [];
    for (const chunk of toChunks(ids, ({ length }) => length <= STREAMS_AT_ONCE)) {
      actions.push(...(await this.#read(() => this.#shared.action.loadAll(chunk))));
    }
    return actions;
  }

  /** Returns one count for each address, in order. A count above `MAX_COUNTED_ACTIONS` is undefined. */
  async countActions(addresses: readonly StreamAddress[]): Promise<readonly (number | undefined)[]> {
    const all = addresses.map((_, position) => position);
    const isFew = addresses.length * MAX_COUNTED_ACTIONS <= COUNTED_AT_ONCE;
    const counts = new Map<number, number>();
    let left = all;
    for (const limit of isFew ? [MAX_COUNTED_ACTIONS] : [FIRST_COUNT, MAX_COUNTED_ACTIONS]) {
      await this.#count(addresses, left, limit, counts);
      left = left.filter((position) => (counts.get(position) ?? 0) > limit);
    }
    return all.map((position) => {
      const count = counts.get(position) ?? 0;
      return count > MAX_COUNTED_ACTIONS ? undefined : count;
    });
  }

  async searchActions(search: ActionSearch): Promise<FoundActions> {
    // A search that ends early, or that reads several domains, needs a second statement.
    await this.#before();
    return this.#read(() => this.#ledger.searchActions(search));
  }

  async tallyActions(filter: ActionFilter): Promise<readonly ActionTally[] | undefined> {
    // Counting the actions of some domains takes one statement for each domain.
    const more = Math.min(filter.domains?.length ?? 1, MOST_INDEXED_DOMAINS) - 1;
    for (let n = 0; n < more; n += 1) await this.#before();
    return this.#read(() => this.#ledger.tallyActions(filter));
  }

  listActionDomains(): Promise<readonly string[]> {
    return this.#read(() => this.#ledger.listActionDomains());
  }

  /** Returns the end of the forbid for each address, in order. Undefined if there is none. */
  async readForbiddenUntil(addresses: readonly StreamAddress[]): Promise<readonly (Date | undefined)[]> {
    const ends: (Date | undefined)[] = [];
    for (const chunk of toChunks(addresses, ({ length }) => length <= STREAMS_AT_ONCE)) {
      ends.push(...(await this.#read(() => this.#shared.forbiddenUntil.loadAll(chunk))));
    }
    return ends;
  }

  async #read<T>(statement: () => Promise<T>): Promise<T> {
    await this.#before();
    return beforeAbort(this.#signal, statement);
  }

  /** Counts up to one more than the limit, to detect a count above it. */
  async #count(
    addresses: readonly StreamAddress[],
    positions: readonly number[],
    limit: number,
    counts: Map<number, number>,
  ): Promise<void> {
    for (const chunk of toChunks(positions, ({ length }) => length * limit <= COUNTED_AT_ONCE)) {
      const streams = chunk.flatMap((position) => addresses[position] ?? []);
      const read = await this.#read(() => this.#ledger.countActions(streams, limit + 1));
      chunk.forEach((position, index) => counts.set(position, read[index] ?? 0));
    }
  }
}

function fitsOnePage(chunk: readonly { readonly query: ActionQuery }[]): boolean {
  const [largest] = chunk;
  const rows = chunk.length * (largest?.query.first ?? 0);
  return chunk.length <= PAGES_AT_ONCE && rows <= ROWS_AT_ONCE;
}
