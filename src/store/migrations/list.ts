import { callBudget } from './0001-call-budget.js';
import { type Migration } from './migration.js';

/** Every step there is, in the order of their numbers. */
export const MIGRATIONS: readonly Migration[] = [callBudget];
