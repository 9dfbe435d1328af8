import { sql } from 'kysely';
import { CALL_BUDGET_RESERVE } from './0001-call-budget.function.js';
import { type Migration } from './migration.js';

/** The function as it is now, for databases that were made with an earlier one. It holds no data. */
export const callBudgetPace: Migration = {
  name: '0005-call-budget-pace',
  only: 'postgres',
  up: async (db) => {
    await sql.raw(CALL_BUDGET_RESERVE).execute(db);
  },
};
