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
