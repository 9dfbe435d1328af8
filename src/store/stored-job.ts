import { type Selectable } from 'kysely';
import { type StoredJob } from '../bulk/job-store.js';
import { type BulkJobTable } from './tables.js';

/** The columns of a job without its claims, which can be large. */
export const JOB_COLUMNS = [
  'id',
  'account',
  'subject',
  'domain_name',
  'reason',
  'apps',
  'request_hash',
  'state',
  'total',
  'resumed',
  'failed',
  'cancelled',
  'skipped',
  'started_at_ms',
  'finished_at_ms',
] as const satisfies readonly (keyof BulkJobTable)[];

export type JobRow = Pick<Selectable<BulkJobTable>, (typeof JOB_COLUMNS)[number]>;

export function toStoredJob(row: JobRow): StoredJob {
  return {
    id: row.id,
    account: row.account,
    subject: row.subject,
    domainName: row.domain_name,
    reason: row.reason ?? undefined,
    apps: row.apps === null ? undefined : (JSON.parse(row.apps) as readonly string[]),
    requestHash: row.request_hash ?? undefined,
    total: row.total,
    resumed: row.resumed,
    failed: row.failed,
    cancelled: row.cancelled,
    skipped: row.skipped,
    state: row.state as StoredJob['state'],
    startedAt: new Date(Number(row.started_at_ms)),
    finishedAt: row.finished_at_ms === null ? undefined : new Date(Number(row.finished_at_ms)),
  };
}
