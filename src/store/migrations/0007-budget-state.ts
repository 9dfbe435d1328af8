import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * The row of a budget holds all of its state, also what each replica waits for. Replicas of the version before call the
 * function `call_budget_reserve`, which its migrations made and which works on the same row, so that both versions keep
 * one limit.
 */
export const budgetState: Migration = {
  name: '0007-budget-state',
  only: 'postgres',
  up: async (db) => {
    await sql`alter table call_budget add column waiting jsonb not null default '{}'`.execute(db);
  },
};
