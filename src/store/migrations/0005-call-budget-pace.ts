import { type Migration } from './migration.js';

/**
 * Does nothing. It once replaced a function of the database, but the allocation rules now run in the gateway. The name
 * stays because databases have recorded it.
 */
export const callBudgetPace: Migration = {
  name: '0005-call-budget-pace',
  only: 'postgres',
  up: () => Promise.resolve(),
};
