import { callBudget } from './0001-call-budget.js';
import { streamAction } from './0002-stream-action.js';
import { bulkJob } from './0003-bulk-job.js';
import { unanswered } from './0004-unanswered.js';
import { callBudgetPace } from './0005-call-budget-pace.js';
import { bulkClaims } from './0006-bulk-claims.js';
import { budgetState } from './0007-budget-state.js';
import { jobLease } from './0008-job-lease.js';
import { jobPages } from './0009-job-pages.js';
import { actionSearch } from './0010-action-search.js';
import { account } from './0011-account.js';
import { wasForbidden } from './0012-was-forbidden.js';
import { streamEvent } from './0013-stream-event.js';
import { requestHash } from './0014-request-hash.js';
import { jobOrder } from './0015-job-order.js';
import { type Migration } from './migration.js';

/** All migrations, in the order of their numbers. */
export const MIGRATIONS: readonly Migration[] = [
  callBudget,
  streamAction,
  bulkJob,
  unanswered,
  callBudgetPace,
  bulkClaims,
  budgetState,
  jobLease,
  jobPages,
  actionSearch,
  account,
  wasForbidden,
  streamEvent,
  requestHash,
  jobOrder,
];
