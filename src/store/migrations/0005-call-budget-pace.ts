import { type Migration } from './migration.js';

/** It replaced a function that no version uses since the rules run in the gateway. The name stays: databases have it. */
export const callBudgetPace: Migration = {
  name: '0005-call-budget-pace',
  only: 'postgres',
  up: () => Promise.resolve(),
};
