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
