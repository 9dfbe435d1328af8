import { type Migration } from './migration.js';

/**
 * Does nothing: the allocation rules now run in the gateway, and no version uses the function that this migration
 * replaced. The name stays because databases have recorded it.
 */
export const callBudgetPace: Migration = {
  name: '0005-call-budget-pace',
  only: 'postgres',
  up: () => Promise.resolve(),
};
