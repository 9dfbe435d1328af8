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

/** A column of a list, and what PostgreSQL is to read it as; SQLite knows from the JSON. */
export type ListColumn = readonly [name: string, type: 'text' | 'integer' | 'bigint'];

/** A list as a query in parentheses. It travels as one JSON text: thousands of values one by one take more memory. */
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
