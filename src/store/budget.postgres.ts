import { type Kysely, sql } from 'kysely';
import { type BudgetState } from '../guard/budget/budget-state.js';
import { type OperationLimit } from '../guard/budget/operation-limit.js';
import {
  type BudgetView,
  type PermitStore,
  type Reservation,
  type ReserveRequest,
} from '../guard/budget/permit-store.js';
import { reserve, type StoreTime, toView } from '../guard/budget/slot-allocator.js';
import { type Attempt, createAttempt } from './attempt.js';
import { type BudgetRow, toBudgetRow, toBudgetState } from './budget-row.js';
import { type StoreTables } from './tables.js';
import { StoreUnavailable } from './unavailable.js';

const NOT_DURABLE_UP_TO_MS = 2000;
/**
 * How long a known state is reused without a new read. The two clocks drift apart by less than a millisecond in this
 * time.
 */
const KNOWN_FOR_MS = 10_000;
/** Four busy replicas need about three rounds. If this many rounds do not suffice, something else rewrites the row. */
const MOST_ROUNDS = 100;

/** The last known state of a budget. */
interface Known {
  /**
   * The id of the transaction that wrote the row (`xmin`). A version column would not do: replicas of an earlier
   * version write the same rows and would not update it.
   */
  readonly version: string;
  readonly state: BudgetState;
  /** The store's clock at the answer, and the local clock when the answer arrived. */
  readonly nowMs: number;
  readonly answeredAtMs: number;
  /** The start time of the database. After a crash, the database may reuse a transaction id. */
  readonly startedMs: number;
}

interface Found {
  readonly version: string;
  readonly row: BudgetRow;
  readonly now_ms: number;
  readonly started_ms: number;
}

interface Swapped extends Found {
  /** The version that was written; null if another replica wrote first. */
  readonly written: string | null;
}

const NOW_MS = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`;
const STARTED_MS = sql<number>`(extract(epoch from pg_postmaster_start_time()) * 1000)::float8`;

/**
 * The permits of all replicas in one PostgreSQL database, on its clock. The allocation rules run in this process, over
 * the state in one row, by compare-and-swap. A replica computes the next state from the last state that it knows. One
 * statement writes the result, or returns the current state if another replica wrote first. No lock outlives a
 * statement, so a stalled replica does not block the others.
 * Rejects with STORE_UNAVAILABLE if the database is not available.
 */
export class PostgresPermitStore implements PermitStore {
  readonly #db: Kysely<StoreTables>;
  readonly #attempt: Attempt;
  readonly #known = new Map<string, Known>();
  /** The read that starts in the next microtask and serves all requested operations. */
  #nextLook:
    { readonly operations: Set<string>; readonly found: Promise<ReadonlyMap<string, Known>> } | undefined;

  /** @param attempt waits until the tables exist; the default assumes that they exist */
  constructor(db: Kysely<StoreTables>, attempt: Attempt = createAttempt()) {
    this.#db = db;
    this.#attempt = attempt;
  }

  /** A second try can waste one permit, which does no harm. */
  reserve(request: ReserveRequest): Promise<Reservation> {
    return this.#attempt(() => this.#reserve(request));
  }

  /** One statement reads all budgets that are requested in the same turn of the event loop. */
  async view(limit: OperationLimit, replica: string): Promise<BudgetView> {
    const known = (await this.#look(limit.operation)) ?? (await this.#attempt(() => this.#read(limit)));
    return toView(known.state, { limit, replica, guardMs: 0 }, toStoreTime(known, limit, 0));
  }

  async #reserve(request: ReserveRequest): Promise<Reservation> {
    const { limit, guardMs } = request;
    let known = this.#stillKnown(limit.operation) ?? (await this.#read(limit));
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const time = toStoreTime(known, limit, guardMs);
      const { state, reservation } = reserve(known.state, request, time);
      const found = await this.#swap(limit, known, state);
      if (found === undefined) {
        known = await this.#read(limit);
        continue;
      }
      if (found.written !== null) {
        this.#known.set(limit.operation, toKnown(found, found.written, state));
        // The database read this clock between our request and its answer, as StoreClock requires. The time used for
        // the reservation can be slightly earlier.
        return { ...reservation, view: { ...reservation.view, nowMs: found.now_ms } };
      }
      known = toKnown(found, found.version, toBudgetState(found.row));
    }
    throw new StoreUnavailable('busy');
  }

  async #look(operation: string): Promise<Known | undefined> {
    if (this.#nextLook === undefined) {
      const operations = new Set<string>();
      const found = Promise.resolve().then(() => {
        this.#nextLook = undefined;
        return this.#attempt(() => this.#readAll([...operations]));
      });
      this.#nextLook = { operations, found };
    }
    this.#nextLook.operations.add(operation);
    return (await this.#nextLook.found).get(operation);
  }

  async #readAll(operations: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    const { rows } = await sql<Found & { readonly operation: string }>`
      select operation, xmin::text as version, row_to_json(b) as row, ${NOW_MS} as now_ms, ${STARTED_MS} as started_ms
        from call_budget as b where operation = any(${operations})`.execute(this.#db);
    return new Map(
      rows.map((found) => [found.operation, toKnown(found, found.version, toBudgetState(found.row))]),
    );
  }

  #stillKnown(operation: string): Known | undefined {
    const known = this.#known.get(operation);
    const isFresh = known !== undefined && performance.now() < known.answeredAtMs + KNOWN_FOR_MS;
    return isFresh ? known : undefined;
  }

  async #read({ operation, limit }: OperationLimit): Promise<Known> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const { rows } = await sql<Found>`
        select xmin::text as version, row_to_json(b) as row, ${NOW_MS} as now_ms, ${STARTED_MS} as started_ms
          from call_budget as b where operation = ${operation}`.execute(this.#db);
      const [found] = rows;
      if (found !== undefined) return toKnown(found, found.version, toBudgetState(found.row));
      await sql`
        insert into call_budget (operation, free_at, owner) values (${operation},
          array_fill(0::float8, array[${limit}::int]), array_fill(''::text, array[${limit}::int]))
          on conflict do nothing`.execute(this.#db);
    }
    throw new StoreUnavailable('busy');
  }

  /** Writes the state if the row still has the known version; otherwise returns the current row. */
  async #swap(
    { operation, windowMs }: OperationLimit,
    { version, startedMs }: Known,
    state: BudgetState,
  ): Promise<Swapped | undefined> {
    // Do not wait for the disk. A crash can lose only the last moments, and after a restart no permit is granted for
    // one window.
    const { rows } = await sql<Swapped>`
      with swapped as (
        update call_budget as b set free_at = n.free_at, owner = n.owner, usable_then = n.usable_then,
            slowed_at = n.slowed_at, paused_until = n.paused_until, bulk_next_at = n.bulk_next_at, credit = n.credit,
            since_bulk = n.since_bulk, healing_until = n.healing_until, waiting = n.waiting
          from json_populate_record(null::call_budget, ${JSON.stringify(toBudgetRow(state))}::json) as n
          where b.operation = ${operation} and b.xmin = ${version}::xid and ${STARTED_MS} = ${startedMs}::float8
          returning b.xmin::text as written,
            case when ${isShort(windowMs)}::boolean then set_config('synchronous_commit', 'off', true) end
      )
      select written, b.xmin::text as version, case when written is null then row_to_json(b) end as row,
          ${NOW_MS} as now_ms, ${STARTED_MS} as started_ms
        from call_budget as b left join swapped on true where operation = ${operation}`.execute(this.#db);
    return rows[0];
  }
}

function toKnown({ now_ms, started_ms }: Found, version: string, state: BudgetState): Known {
  return { version, state, nowMs: now_ms, answeredAtMs: performance.now(), startedMs: started_ms };
}

/** A lower bound for the store's current clock: its last answer took some time to arrive. */
function toStoreTime(known: Known, { windowMs }: OperationLimit, guardMs: number): StoreTime {
  const nowMs = known.nowMs + performance.now() - known.answeredAtMs;
  const notBeforeMs = Math.min(known.startedMs, nowMs) + windowMs + guardMs;
  return {
    epoch: `postgres ${known.startedMs}`,
    nowMs,
    notBeforeMs: isShort(windowMs) ? notBeforeMs : -Infinity,
  };
}

/** Whether one window of waiting after a database restart costs less than a disk sync for each write. */
function isShort(windowMs: number): boolean {
  return windowMs <= NOT_DURABLE_UP_TO_MS;
}
