import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type Dialect } from './migrations/migration.js';
import { type StoreTables } from './tables.js';

export interface JobDatabase {
  readonly db: Kysely<StoreTables>;
  readonly dialect: Dialect;
}

/** The database's own clock, where several replicas look at it. */
export function nowMs(dialect: Dialect): RawBuilder<number> {
  return dialect === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`${Date.now()}`;
}

/** Rows of items are locked in this order by everybody, so that no two transactions wait for each other. */
export function inOrder(dialect: Dialect): RawBuilder<unknown> {
  return sql.raw(dialect === 'postgres' ? 'order by job_id, seq for update' : '');
}

/** The rows of a list of lists, given as one JSON text; each is a JSON value named `value`. */
export function toRows(dialect: Dialect, json: string): RawBuilder<unknown> {
  return dialect === 'postgres'
    ? sql`jsonb_array_elements(${json}::jsonb) as list (value)`
    : sql`json_each(${json})`;
}

const NUMBERS = new Set(['seq', 'lost', 'unanswered', 'attempts', 'due_in_ms']);

/** Names the values of such a row, in their order. */
export function toColumns(dialect: Dialect, names: readonly string[]): RawBuilder<unknown> {
  const toType = (name: string): string => (NUMBERS.has(name) ? 'bigint' : 'text');
  return sql.raw(
    names
      .map((name, place) =>
        dialect === 'postgres'
          ? `(value->>${place})::${toType(name)} as ${name}`
          : `value->>${place} as ${name}`,
      )
      .join(', '),
  );
}
