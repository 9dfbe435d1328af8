import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import { type EventQuery, type EventTarget } from '../event/event-store.js';
import { ANY_APP } from '../stream/names.js';
import { type EventRow } from './event-rows.js';
import { type Dialect } from './migrations/migration.js';
import { type StoreTables } from './tables.js';

/** A range of a target's events, and its direction. */
interface EventRange {
  /** Only events with a greater position. */
  readonly after: number;
  /** Only events with a smaller position. */
  readonly before: number;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
}

/** A row and the index of its query. */
export type PlacedRow = EventRow & { readonly place: number };

/** The newest events of each query, one more than its page holds. */
export function selectEventPages(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  queries: readonly EventQuery[],
): CompiledQuery<PlacedRow> {
  const pages = queries.map(({ first, before = Number.MAX_SAFE_INTEGER, ...target }, place) => {
    const range: EventRange = { after: 0, before, direction: 'desc', limit: first + 1 };
    return sql`select ${sql.lit(place)} as place, page.* from (${selectOf(dialect, target, range)}) as page`;
  });
  return sql<PlacedRow>`${sql.join(pages, sql` union all `)} order by place, position desc`.compile(db);
}

/** The events after a position, oldest first. */
export function selectEventsAfter(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  position: number,
  limit: number,
  target: EventTarget | undefined,
): CompiledQuery<EventRow> {
  const range: EventRange = { after: position, before: Number.MAX_SAFE_INTEGER, direction: 'asc', limit };
  return target === undefined
    ? sql<EventRow>`select * from stream_event where position > ${position} order by position limit ${limit}`.compile(
        db,
      )
    : sql<EventRow>`${selectOf(dialect, target, range)}`.compile(db);
}

/** The number of events per target, counted up to `limit` for each scan of the target. */
export function selectEventCounts(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  targets: readonly EventTarget[],
  limit: number,
): CompiledQuery<{ readonly place: number; readonly total: number | string }> {
  const range: EventRange = { after: 0, before: Number.MAX_SAFE_INTEGER, direction: 'desc', limit };
  const counts = targets.map((target, place) => {
    const parts = toScans(dialect, target).map(
      (scan) =>
        sql`(select count(*) from (select 1 from stream_event where ${toRange(scan, range)}) as counted)`,
    );
    return sql`select ${sql.lit(place)} as place, ${sql.join(parts, sql` + `)} as total`;
  });
  return sql<{ place: number; total: number | string }>`${sql.join(counts, sql` union all `)}`.compile(db);
}

function selectOf(dialect: Dialect, target: EventTarget, range: EventRange): RawBuilder<unknown> {
  const { direction, limit } = range;
  const parts = toScans(dialect, target).map(
    (scan) => sql`select * from (select * from stream_event where ${toRange(scan, range)}) as part`,
  );
  return sql`select * from (${sql.join(parts, sql` union all `)}) as every
    order by position ${sql.raw(direction)} limit ${limit}`;
}

/** A part of a target whose events an index returns in order. */
interface Scan {
  readonly condition: RawBuilder<unknown>;
  /**
   * The index column before the position, and its value. Undefined for SQLite, which chooses the index without help.
   */
  readonly last: readonly [column: string, value: string] | undefined;
}

/** A resume of every app belongs to each app and each stream of its domain, but not to the domain itself. */
function toScans(dialect: Dialect, { domainName, appName, streamName }: EventTarget): Scan[] {
  const isDomain = sql`domain_name = ${domainName}`;
  if (appName === undefined) {
    const notEveryApp = sql`app_name <> ${ANY_APP}`;
    return dialect === 'sqlite'
      ? [{ condition: sql`${isDomain} and ${notEveryApp}`, last: undefined }]
      : [{ condition: notEveryApp, last: ['domain_name', domainName] }];
  }
  const isStream = streamName === undefined ? isDomain : sql`${isDomain} and stream_name = ${streamName}`;
  return [appName, ANY_APP].map((app) =>
    dialect === 'sqlite'
      ? { condition: sql`${isStream} and app_name = ${app}`, last: undefined }
      : { condition: isStream, last: ['app_name', app] },
  );
}

/**
 * For PostgreSQL, compares and orders by the last two columns of the index together, which only this index supports.
 * With an equal column and an order by position alone, PostgreSQL may scan the events of all domains instead.
 */
function toRange(
  { condition, last }: Scan,
  { after, before, direction, limit }: EventRange,
): RawBuilder<unknown> {
  const way = sql.raw(direction);
  if (last === undefined)
    return sql`${condition} and position > ${after} and position < ${before} order by position ${way} limit ${limit}`;
  const column = sql.ref(last[0]);
  return sql`${condition} and (${column}, position) > (${last[1]}, ${after}) and (${column}, position) < (${last[1]}, ${before})
    order by ${column} ${way}, position ${way} limit ${limit}`;
}
