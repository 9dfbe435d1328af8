import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * The row of a budget holds its complete state, including the permits that each replica waits for. Replicas of the
 * previous version call the function `call_budget_reserve` of their migrations. It works on the same row, so both
 * versions share one limit.
 */
export const budgetState: Migration = {
  name: '0007-budget-state',
  only: 'postgres',
  up: async (db) => {
    await sql`alter table call_budget add column waiting jsonb not null default '{}'`.execute(db);
  },
};
