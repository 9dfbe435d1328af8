import { type Kysely } from 'kysely';
import {
  type Action,
  type ActionIntent,
  type ActionPage,
  type ActionQuery,
  type ActionResult,
  type LedgerReader,
  type LedgerWriter,
} from '../stream/ledger.js';
import {
  type ActionFilter,
  type ActionSearch,
  type ActionTally,
  type FoundActions,
} from '../stream/action-search.js';
import { type StreamAddress } from '../stream/address.js';
import {
  isOneScan,
  listActionDomains,
  MOST_COUNTED,
  type SearchOptions,
  selectEnds,
  selectFound,
  toTallies,
} from './action-search.js';
import { type Attempt, createAttempt } from './attempt.js';
import { type Conclusion, writeConclusions } from './event-writer.js';
import { readForbiddenUntil } from './forbidden-until.js';
import { selectActionCounts, selectActions } from './ledger-pages.js';
import { nextWrittenAtMs } from './job-database.js';
import { LateOutcomes } from './late-outcomes.js';
import { type Dialect } from './migrations/migration.js';
import { hasNewerForbid } from './newer-forbid.js';
import { OrderedIds, WriteBatch } from './write-batch.js';
import { type StoreTables, type StreamActionTable } from './tables.js';
import { StoreUnavailable } from './unavailable.js';

export interface LedgerOptions {
  readonly db: Kysely<StoreTables>;
  readonly dialect: Dialect;
  /** How long an action without an outcome can still be in progress, in milliseconds. An older one reads as UNKNOWN. */
  readonly pendingMs: number;
  /** How many actions one search reads at most. Default 5,000. */
  readonly mostRead?: number | undefined;
  /** Wraps each write and each read. The default assumes that the tables exist. */
  readonly attempt?: Attempt | undefined;
  readonly now?: (() => number) | undefined;
  /** Called when events of actions are committed. */
  readonly onEvents?: (() => void) | undefined;
}

/** The ledger in SQL, the same for both databases. Faults of the database reject with STORE_UNAVAILABLE. */
export class SqlLedger implements LedgerReader, LedgerWriter {
  readonly #db: Kysely<StoreTables>;
  readonly #dialect: Dialect;
  readonly #pendingMs: number;
  readonly #mostRead: number | undefined;
  readonly #attempt: Attempt;
  readonly #now: () => number;
  readonly #ids: OrderedIds;
  readonly #onEvents: (() => void) | undefined;
  readonly #intents = new WriteBatch<StreamActionTable>((rows) =>
    this.#attempt(async () => {
      // A second attempt has the same ids: after a broken connection, a row may already be stored.
      await this.#db
        .insertInto('stream_action')
        .values(
          this.#dialect === 'postgres'
            ? rows
            : rows.map((row, place) => ({ ...row, written_at_ms: nextWrittenAtMs(place) })),
        )
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }),
  );
  readonly #conclusions = new WriteBatch<Conclusion>(async (batch) => {
    try {
      await this.#attempt(() => this.#conclude(batch));
    } catch (thrown) {
      if (thrown instanceof StoreUnavailable) this.#late.add(batch);
      throw thrown;
    }
  });
  readonly #late = new LateOutcomes<Conclusion>({
    write: (batch) => this.#attempt(() => this.#conclude(batch)),
  });

  constructor({
    db,
    dialect,
    pendingMs,
    mostRead,
    attempt = createAttempt(),
    now = Date.now,
    onEvents,
  }: LedgerOptions) {
    this.#db = db;
    this.#dialect = dialect;
    this.#pendingMs = pendingMs;
    this.#mostRead = mostRead;
    this.#attempt = attempt;
    this.#now = now;
    this.#ids = new OrderedIds(now);
    this.#onEvents = onEvents;
  }

  async intend(intent: ActionIntent): Promise<string> {
    const id = this.#ids.next();
    await this.#intents.add(toRow(id, intent, this.#now()));
    return id;
  }

  /** Rejects if the store fails. The outcome is then written when the store is available again. */
  conclude(id: string, result: ActionResult): Promise<void> {
    return this.#conclusions.add({ ...result, id, atMs: this.#now() });
  }

  /** Tries once more to write outcomes that the store did not take before. */
  close(): Promise<void> {
    return this.#late.close();
  }

  hasNewerForbid(id: string): Promise<boolean> {
    return this.#attempt(() => hasNewerForbid(this.#db, id));
  }

  async listActions(queries: readonly ActionQuery[]): Promise<readonly ActionPage[]> {
    const statement = selectActions(this.#db, this.#dialect, queries);
    const { rows } = await this.#attempt(() => this.#db.executeQuery(statement));
    const oldestPendingMs = this.#now() - this.#pendingMs;
    const found = queries.map((): Action[] => []);
    for (const row of rows) found[row.place]?.push(toAction(row, oldestPendingMs));
    return queries.map(({ first }, place) => {
      const actions = found[place] ?? [];
      return { actions: actions.slice(0, first), hasMore: actions.length > first };
    });
  }

  async findActions(ids: readonly string[]): Promise<readonly (Action | undefined)[]> {
    const rows = await this.#attempt(() =>
      this.#db.selectFrom('stream_action').selectAll().where('id', 'in', ids).execute(),
    );
    const oldestPendingMs = this.#now() - this.#pendingMs;
    const found = new Map(rows.map((row) => [row.id, toAction(row, oldestPendingMs)]));
    return ids.map((id) => found.get(id));
  }

  async searchActions(search: ActionSearch): Promise<FoundActions> {
    if (search.domains?.length === 0) return { actions: [], next: undefined };
    const options = this.#searchOptions;
    const { rows } = await this.#attempt(() => this.#db.executeQuery(selectFound(options, search)));
    const found = rows.map((row) => toAction(row, options.oldestPendingMs));
    const page = found.slice(0, search.first);
    const last = found.length > page.length ? page.at(-1)?.id : undefined;
    if (last !== undefined && isOneScan(options, search)) return { actions: page, next: last };
    const ends = await this.#attempt(() => this.#db.executeQuery(selectEnds(options, search, last)));
    const [next = last] = ends.rows.map(({ id }) => id).sort((a, b) => (a < b ? 1 : -1));
    // Of the actions that are older than `next`, not all were read. The matches among them belong to a later page, also
    // if the page is full: a scan with few matches can end long before a scan with many.
    return { actions: page.filter(({ id }) => next === undefined || id >= next), next };
  }

  async tallyActions(filter: ActionFilter): Promise<readonly ActionTally[] | undefined> {
    if (filter.domains?.length === 0) return [];
    const tallies: ActionTally[] = [];
    let left = this.#mostRead ?? MOST_COUNTED;
    for (const toQuery of toTallies(this.#searchOptions, filter)) {
      const { rows } = await this.#attempt(() => this.#db.executeQuery(toQuery(left)));
      for (const row of rows) {
        left -= Number(row.scanned);
        tallies.push({ domainName: row.domain_name, appName: row.app_name, total: Number(row.total) });
      }
      if (left < 0) return undefined;
    }
    return tallies;
  }

  listActionDomains(): Promise<readonly string[]> {
    return this.#attempt(() => listActionDomains(this.#db));
  }

  async countActions(addresses: readonly StreamAddress[], limit: number): Promise<readonly number[]> {
    const statement = selectActionCounts(this.#db, this.#dialect, addresses, limit);
    const { rows } = await this.#attempt(() => this.#db.executeQuery(statement));
    const totals = new Array<number>(addresses.length).fill(0);
    for (const { place, total } of rows) totals[place] = Math.min(limit, Number(total));
    return totals;
  }

  readForbiddenUntil(addresses: readonly StreamAddress[]): Promise<readonly (Date | undefined)[]> {
    return this.#attempt(() => readForbiddenUntil(this.#db, this.#dialect, addresses, this.#now()));
  }

  async #conclude(batch: readonly Conclusion[]): Promise<void> {
    await writeConclusions({ db: this.#db, dialect: this.#dialect }, batch);
    if (batch.some(({ outcome }) => outcome === 'SUCCEEDED')) this.#onEvents?.();
  }

  get #searchOptions(): SearchOptions {
    const oldestPendingMs = this.#now() - this.#pendingMs;
    return { db: this.#db, dialect: this.#dialect, oldestPendingMs, mostRead: this.#mostRead };
  }
}

function toRow(id: string, intent: ActionIntent, atMs: number): StreamActionTable {
  const { account, address, kind, subject, reason, until, correlationId, jobId } = intent;
  return {
    id,
    account,
    domain_name: address.domainName,
    app_name: address.appName,
    stream_name: address.streamName,
    kind,
    subject: toStorable(subject),
    reason: reason === undefined ? null : toStorable(reason),
    until_ms: until?.getTime() ?? null,
    correlation_id: correlationId,
    job_id: jobId ?? null,
    outcome: 'PENDING',
    request_id: null,
    code: null,
    started_at_ms: Math.floor(atMs),
    finished_at_ms: null,
  };
}

/**
 * The text type of PostgreSQL holds neither NUL nor a lone surrogate. One such reason must not fail its whole batch.
 */
function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function toAction(row: Omit<StreamActionTable, 'written_at_ms'>, oldestPendingMs: number): Action {
  const time = (ms: number | string | null): Date | undefined =>
    ms === null ? undefined : new Date(Number(ms));
  const isLost = row.outcome === 'PENDING' && Number(row.started_at_ms) < oldestPendingMs;
  return {
    id: row.id,
    account: row.account,
    address: { domainName: row.domain_name, appName: row.app_name, streamName: row.stream_name },
    kind: row.kind as Action['kind'],
    subject: row.subject,
    reason: row.reason ?? undefined,
    until: time(row.until_ms),
    correlationId: row.correlation_id,
    jobId: row.job_id ?? undefined,
    outcome: isLost ? 'UNKNOWN' : (row.outcome as Action['outcome']),
    requestId: row.request_id ?? undefined,
    code: (row.code ?? undefined) as Action['code'],
    startedAt: new Date(Number(row.started_at_ms)),
    finishedAt: time(row.finished_at_ms),
  };
}
