import { type Kysely, type Selectable } from 'kysely';
import { type BulkItemQuery } from '../bulk/bulk-resume.js';
import { type JobStore, type StoredJob } from '../bulk/job-store.js';
import { type Attempt } from './attempt.js';
import { createJobWriter } from './job-writer.js';
import { listDue, listNotResumed, markSent } from './job-items.js';
import { leaseJobs, releaseLease, renewLeases } from './job-leases.js';
import { cancelJob, writeOutcomes } from './job-outcomes.js';
import { listJobDomains, listJobs } from './job-pages.js';
import { type Dialect } from './migrations/migration.js';
import { JOB_COLUMNS, toStoredJob } from './stored-job.js';
import { type BulkItemTable, type StoreTables } from './tables.js';

const SEQ_DIGITS = 6;

export interface JobsOptions {
  readonly db: Kysely<StoreTables>;
  readonly dialect: Dialect;
  readonly attempt: Attempt;
  /** Called when a change of a job is committed. */
  readonly onChange?: ((id: string) => void) | undefined;
}

/** Jobs in SQL, the same for both databases. */
export function createJobStore({ db, dialect, attempt, onChange }: JobsOptions): JobStore {
  const find = async (id: string): Promise<StoredJob | undefined> => {
    const row = await db.selectFrom('bulk_job').select(JOB_COLUMNS).where('id', '=', id).executeTakeFirst();
    return row && toStoredJob(row);
  };
  const findByKey = async (subject: string, key: string): Promise<StoredJob | undefined> => {
    const row = await db
      .selectFrom('bulk_job')
      .select(JOB_COLUMNS)
      .where('subject', '=', subject)
      .where('idempotency_key', '=', key)
      .executeTakeFirst();
    return row && toStoredJob(row);
  };
  const database = { db, dialect };
  const write = createJobWriter(database);
  return {
    create: (job) =>
      attempt(async () => {
        const refusal = await write(job);
        if (refusal !== undefined) return refusal;
        const made = (await find(job.id)) ?? (await findByKey(job.caller.subject, job.idempotencyKey ?? ''));
        if (made === undefined) throw new Error('a job that was written is not there');
        return made;
      }),
    find: (id) => attempt(() => find(id)),
    findByKey: (subject, key) => attempt(() => findByKey(subject, key)),
    listItems: (jobId, { first, after = '0', outcome }) =>
      attempt(async () => {
        const job = db.selectFrom('bulk_item').where('job_id', '=', jobId);
        const all = outcome === undefined ? job : job.where('outcome', '=', outcome);
        const rows = await all
          .selectAll()
          .where('seq', '>', Number(after))
          .orderBy('seq')
          .limit(first + 1)
          .execute();
        const counts = await find(jobId);
        return {
          items: rows.slice(0, first).map(toItem),
          total: counts === undefined ? 0 : toCount(counts, outcome),
          hasMore: rows.length > first,
        };
      }),
    listApps: (jobId) =>
      attempt(async () => {
        const rows = await db
          .selectFrom('bulk_item')
          .select('app_name')
          .distinct()
          .where('job_id', '=', jobId)
          .execute();
        return rows.map(({ app_name }) => app_name);
      }),
    list: (query) => attempt(() => listJobs(database, query)),
    listDomains: () => attempt(() => listJobDomains(database)),
    listNotResumed: (jobId) => attempt(() => listNotResumed(database, jobId)),
    leaseJobs: (replica, leaseMs) => attempt(() => leaseJobs(database, replica, leaseMs)),
    renewLeases: (leases, leaseMs) => attempt(() => renewLeases(database, leases, leaseMs)),
    releaseLease: (lease) => attempt(() => releaseLease(database, lease)),
    listDue: (jobId, count) => attempt(() => listDue(database, jobId, count)),
    markSent: (lease, item) => attempt(() => markSent(database, lease, item)),
    writeOutcomes: async (lease, records) => {
      await attempt(() => writeOutcomes(database, lease, records));
      onChange?.(lease.jobId);
    },
    cancel: async (id) => {
      await attempt(() => cancelJob(database, id));
      onChange?.(id);
    },
  };
}

/** The job row counts its outcomes when they are written, so no query has to count items. */
function toCount(job: StoredJob, outcome: BulkItemQuery['outcome']): number {
  const { total, resumed, failed, cancelled, skipped } = job;
  switch (outcome) {
    case undefined:
      return total;
    case 'PENDING':
      return total - resumed - failed - cancelled - skipped;
    case 'RESUMED':
      return resumed;
    case 'FAILED':
      return failed;
    case 'CANCELLED':
      return cancelled;
    case 'SKIPPED':
      return skipped;
  }
}

type Item = Awaited<ReturnType<JobStore['listItems']>>['items'][number];

function toItem(row: Selectable<BulkItemTable>): Item {
  return {
    id: String(row.seq).padStart(SEQ_DIGITS, '0'),
    appName: row.app_name,
    streamName: row.stream_name,
    outcome: row.outcome as Item['outcome'],
    requestId: row.request_id ?? undefined,
    code: (row.code ?? undefined) as Item['code'],
    attempts: row.attempts,
    wasForbidden: row.was_forbidden === null ? undefined : row.was_forbidden === 1,
  };
}
