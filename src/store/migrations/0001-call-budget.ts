import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * The budgets that replicas share, one row per budget. Times are milliseconds since 1970 on the database's clock; 0
 * means "long ago".
 */
export const callBudget: Migration = {
  name: '0001-call-budget',
  only: 'postgres',
  up: async (db) => {
    await sql`
      create table call_budget (
        operation text primary key,
        free_at float8[] not null,
        owner text[] not null,
        usable_then int,
        slowed_at float8 not null default 0,
        paused_until float8 not null default 0,
        bulk_next_at float8 not null default 0,
        credit int not null default 0,
        since_bulk int not null default 0,
        healing_until float8 not null default 0
      ) with (fillfactor = 50)`.execute(db);
  },
};
