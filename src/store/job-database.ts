import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Dialect } from './migrations/migration.js';
import { type StoreTables } from './tables.js';

export interface JobDatabase {
  readonly db: Kysely<StoreTables>;
  readonly dialect: Dialect;
}

/** The current time in milliseconds: the clock of PostgreSQL, which replicas share, or the local clock for SQLite. */
export function nowMs(dialect: Dialect): RawBuilder<number> {
  return dialect === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`${Date.now()}`;
}

/**
 * The condition that a stored time is ahead. The system clock of SQLite can be set back, and a time that is further
 * ahead than any writer stores is from before that: it counts as past, otherwise its row would wait for the old time.
 * @param longestMs the longest time that is stored ahead
 */
export function isAhead(dialect: Dialect, column: string, longestMs: number): RawBuilder<boolean> {
  const now = nowMs(dialect);
  return sql<boolean>`(${sql.ref(column)} > ${now} and ${sql.ref(column)} <= ${now} + ${sql.lit(longestMs)})`;
}

/**
 * The value of `written_at_ms` for new rows of SQLite: the system time, but later than that of each earlier job and
 * action. The system clock can be set back, and the order of a forbid and a job must not depend on it. SQLite numbers
 * rows in the order of their insertion, so the last row has the latest time.
 * @param place the place of the row in its statement
 */
export function nextWrittenAtMs(place = 0): RawBuilder<number> {
  const after = (table: string): RawBuilder<number> =>
    sql`coalesce((select coalesce(written_at_ms, started_at_ms) + 1 from ${sql.table(table)}
      order by rowid desc limit 1), 0)`;
  return sql`max(${Date.now()}, ${after('stream_action')}, ${after('bulk_job')}) + ${sql.lit(place)}`;
}

/** A column of a list and the type that PostgreSQL casts it to. SQLite takes the type from the JSON. */
export type ListColumn = readonly [name: string, type: 'text' | 'integer' | 'bigint'];

/**
 * A list of rows as a query in parentheses. One JSON text carries the list, because thousands of separate parameters
 * take more memory.
 */
export function toRows(
  dialect: Dialect,
  columns: readonly ListColumn[],
  list: readonly (readonly unknown[])[],
): RawBuilder<unknown> {
  const json = JSON.stringify(list);
  if (dialect === 'postgres') {
    const read = columns.map(([name, type], place) => `(value->>${place})::${type} as ${name}`);
    return sql`(select ${sql.raw(read.join(', '))} from jsonb_array_elements(${json}::jsonb) as list (value))`;
  }
  const read = columns.map(([name], place) => `value->>${place} as ${name}`);
  return sql`(select ${sql.raw(read.join(', '))} from json_each(${json}))`;
}
