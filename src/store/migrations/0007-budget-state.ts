import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * The row of a budget holds all of its state, also what each replica waits for. Replicas of a version before call the
 * function `call_budget_reserve` of their own migration, which works on the same row, so that both versions keep one
 * limit. The function is not in databases that this version or a later one has made.
 */
export const budgetState: Migration = {
  name: '0007-budget-state',
  only: 'postgres',
  up: async (db) => {
    await sql`alter table call_budget add column waiting jsonb not null default '{}'`.execute(db);
  },
};
