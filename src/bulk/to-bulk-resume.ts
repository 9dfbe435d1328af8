import { type BulkResume } from './bulk-resume.js';
import { type StoredJob } from './job-store.js';

/** @param budgetPerSecond the rate of the budget in calls per second, for `secondsLeft`; 0 if the budget is lifted */
export function toBulkResume(stored: StoredJob, budgetPerSecond: number): BulkResume {
  const { id, subject: by, domainName, reason, state, total, startedAt, finishedAt } = stored;
  const { resumed, failed, cancelled, skipped } = stored;
  const left = total - resumed - failed - cancelled - skipped;
  const elapsedMs = (finishedAt?.getTime() ?? Date.now()) - startedAt.getTime();
  const worked = resumed + failed + skipped;
  const measured = worked === 0 ? undefined : (worked * 1000) / Math.max(1, elapsedMs);
  const pace = budgetPerSecond > 0 ? budgetPerSecond : (measured ?? 0);
  return {
    id,
    by,
    domainName,
    reason,
    state,
    total,
    resumed,
    failed,
    cancelled,
    skipped,
    startedAt,
    finishedAt,
    secondsLeft: state === 'RUNNING' && pace > 0 ? left / pace : undefined,
    perSecond: measured,
  };
}
