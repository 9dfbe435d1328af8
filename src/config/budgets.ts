import { z } from 'zod';
import { OPERATIONS, type OperationInUse, OPERATIONS_IN_USE } from '../stream/operations.js';
import { variable, type Variable } from './variable.js';

/** Permits per second by upstream operation. 0 switches the budget off. */
export type Budgets = Readonly<Record<OperationInUse, number>>;
type BudgetVariable = `BUDGET_${string}`;

const permits = variable(
  z
    .string()
    .regex(/^\d{1,6}(?:\.\d{1,3})?$/)
    .transform(Number),
  'permits per second, a number; 0 switches the budget off',
);

/** Returns the variable of an operation. For example, `ResumeLiveStream` has `BUDGET_RESUME_LIVE_STREAM`. */
function toVariable(operation: OperationInUse): BudgetVariable {
  return `BUDGET_${operation.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`;
}

/** The budget variables, one for each operation that the gateway calls. */
export const BUDGET_VARIABLES = Object.fromEntries(
  OPERATIONS_IN_USE.map((operation) => [toVariable(operation), permits]),
) as Readonly<Record<BudgetVariable, Variable<number>>>;

/**
 * Returns the configured budgets. The default is the documented limit of one account, divided by the length of
 * its window.
 */
export function toBudgets(env: Readonly<Partial<Record<BudgetVariable, number>>>): Budgets {
  return Object.fromEntries(
    OPERATIONS_IN_USE.map((operation) => {
      const { calls, windowMs } = OPERATIONS[operation].limit;
      return [operation, env[toVariable(operation)] ?? (calls * 1_000) / windowMs];
    }),
  ) as Budgets;
}
