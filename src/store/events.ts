import { sql } from 'kysely';
import { type EventPage, type EventQuery, type EventStore, type EventTarget } from '../event/event-store.js';
import { type ReportedEvent, type StreamEvent } from '../stream/event.js';
import { type Attempt, createAttempt } from './attempt.js';
import { selectEventCounts, selectEventPages, selectEventsAfter } from './event-pages.js';
import { type EventRow, toCallbackRow, toEvent } from './event-rows.js';
import { type EventDatabase, insertEvents } from './event-writer.js';
import { findExactNames } from './exact-names.js';
import { WriteBatch } from './write-batch.js';

export interface EventStoreOptions extends EventDatabase {
  /** Wraps each write and each read. The default assumes that the tables exist. */
  readonly attempt?: Attempt | undefined;
  /** Called when events are committed. */
  readonly onEvents?: (() => void) | undefined;
}

/** Events in SQL, the same for both databases. Faults of the database reject with STORE_UNAVAILABLE. */
export class SqlEventStore implements EventStore {
  readonly #database: EventDatabase;
  readonly #attempt: Attempt;
  readonly #onEvents: (() => void) | undefined;
  readonly #callbacks = new WriteBatch<ReportedEvent>((batch) =>
    // A second attempt has the same identities: after a broken connection, an event may already be stored.
    this.#attempt(async () => {
      const names = await findExactNames(
        this.#database,
        batch.map(({ address }) => address),
      );
      const rows = batch.map((event, place) =>
        toCallbackRow({ ...event, address: names[place] ?? event.address }),
      );
      await insertEvents(this.#database, rows);
      this.#onEvents?.();
    }),
  );

  constructor({ attempt = createAttempt(), onEvents, ...database }: EventStoreOptions) {
    this.#database = database;
    this.#attempt = attempt;
    this.#onEvents = onEvents;
  }

  async append(events: readonly ReportedEvent[]): Promise<void> {
    await Promise.all(events.map((event) => this.#callbacks.add(event)));
  }

  async latestPosition(): Promise<number> {
    const { rows } = await this.#attempt(() =>
      sql<{ latest: number | string | null }>`select max(position) as latest from stream_event`.execute(
        this.#database.db,
      ),
    );
    return Number(rows[0]?.latest ?? 0);
  }

  async readAfter(position: number, limit: number, target?: EventTarget): Promise<readonly StreamEvent[]> {
    const { db, dialect } = this.#database;
    const statement = selectEventsAfter(db, dialect, position, limit, target);
    const { rows } = await this.#attempt(() => db.executeQuery(statement));
    return rows.map(toEvent);
  }

  async listEvents(queries: readonly EventQuery[]): Promise<readonly EventPage[]> {
    if (queries.length === 0) return [];
    const { db, dialect } = this.#database;
    const statement = selectEventPages(db, dialect, queries);
    const { rows } = await this.#attempt(() => db.executeQuery(statement));
    const found = queries.map((): StreamEvent[] => []);
    for (const row of rows) found[row.place]?.push(toEvent(row));
    return queries.map(({ first }, place) => {
      const events = found[place] ?? [];
      return { events: events.slice(0, first), hasMore: events.length > first };
    });
  }

  async countEvents(targets: readonly EventTarget[], limit: number): Promise<readonly number[]> {
    if (targets.length === 0) return [];
    const { db, dialect } = this.#database;
    const statement = selectEventCounts(db, dialect, targets, limit);
    const { rows } = await this.#attempt(() => db.executeQuery(statement));
    const totals = new Array<number>(targets.length).fill(0);
    for (const { place, total } of rows) totals[place] = Math.min(limit, Number(total));
    return totals;
  }

  async findEvents(positions: readonly number[]): Promise<readonly (StreamEvent | undefined)[]> {
    const rows = await this.#attempt(() =>
      this.#database.db.selectFrom('stream_event').selectAll().where('position', 'in', positions).execute(),
    );
    const found = new Map(rows.map((row: EventRow) => [Number(row.position), toEvent(row)]));
    return positions.map((position) => found.get(position));
  }

  async listCallbacks(domainName: string, since: Date, limit: number): Promise<readonly StreamEvent[]> {
    const rows = await this.#attempt(() =>
      this.#database.db
        .selectFrom('stream_event')
        .selectAll()
        .where('domain_name', '=', domainName)
        .where('source', '=', 'CALLBACK')
        .where('at_ms', '>=', since.getTime())
        .orderBy('at_ms')
        .limit(limit)
        .execute(),
    );
    return rows.map(toEvent);
  }

  async lastCallbacks(): Promise<ReadonlyMap<string, Date>> {
    const { rows } = await this.#attempt(() =>
      sql<{ domain_name: string; at_ms: number | string }>`
        with recursive domain (domain_name) as (
          select min(domain_name) from stream_event where source = 'CALLBACK'
          union all
          select (select min(event.domain_name) from stream_event as event
            where event.source = 'CALLBACK' and event.domain_name > domain.domain_name)
          from domain where domain.domain_name is not null
        )
        select domain_name, (
          select max(event.at_ms) from stream_event as event
          where event.source = 'CALLBACK' and event.domain_name = domain.domain_name) as at_ms
        from domain where domain_name is not null`.execute(this.#database.db),
    );
    return new Map(rows.map(({ domain_name, at_ms }) => [domain_name, new Date(Number(at_ms))]));
  }
}
