import { type Kysely, type Selectable, sql } from 'kysely';
import { type BulkItemQuery } from '../job/bulk-resume.js';
import { type JobStore, type NewJob, type StoredJob } from '../job/job-store.js';
import { type StreamNames } from '../stream/upstream.js';
import { type Attempt } from './attempt.js';
import { type JobDatabase, type ListColumn, toRows } from './job-database.js';
import { cancelJob, settleItems } from './job-endings.js';
import { claimItem, leaseItems, renewLeases } from './job-leases.js';
import { type Dialect } from './migrations/migration.js';
import { type BulkItemTable, type BulkJobTable, type StoreTables } from './tables.js';

/** What one statement inserts. */
const ITEMS_AT_ONCE = 2000;
const SEQ_DIGITS = 6;

export interface JobsOptions {
  readonly db: Kysely<StoreTables>;
  readonly dialect: Dialect;
  readonly attempt: Attempt;
}

/** Jobs in SQL, the same for both databases. */
export function createJobStore({ db, dialect, attempt }: JobsOptions): JobStore {
  const find = async (id: string): Promise<StoredJob | undefined> => {
    const row = await db.selectFrom('bulk_job').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toJob(row);
  };
  const findByKey = async (subject: string, key: string): Promise<StoredJob | undefined> => {
    const row = await db
      .selectFrom('bulk_job')
      .selectAll()
      .where('subject', '=', subject)
      .where('idempotency_key', '=', key)
      .executeTakeFirst();
    return row && toJob(row);
  };
  return {
    create: (job) =>
      attempt(async () => {
        await db.transaction().execute((transaction) => insertJob({ db: transaction, dialect }, job));
        const made = (await find(job.id)) ?? (await findByKey(job.subject, job.idempotencyKey ?? ''));
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
    lease: (replica, count, leaseMs) =>
      attempt(() => leaseItems({ db, dialect }, { replica, count, leaseMs })),
    claim: (replica, item) => attempt(() => claimItem({ db, dialect }, replica, item)),
    renew: (replica, leases, leaseMs) =>
      attempt(() => renewLeases({ db, dialect }, replica, leases, leaseMs)),
    settle: (replica, settlements) => attempt(() => settleItems({ db, dialect }, replica, settlements)),
    cancel: (id) => attempt(() => cancelJob({ db, dialect }, id)),
    cancelledOf: (ids) =>
      attempt(async () => {
        const rows = await db
          .selectFrom('bulk_job')
          .select('id')
          .where('id', 'in', [...ids])
          .where('state', '=', 'CANCELLED')
          .execute();
        return rows.map(({ id }) => id);
      }),
  };
}

/** Does nothing where the job, or one of the same caller and key, is there. */
async function insertJob({ db, dialect }: JobDatabase, job: NewJob): Promise<void> {
  const { id, streams } = job;
  const nowMs = Date.now();
  const isEmpty = streams.length === 0;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('bulk_job')
    .values({
      id,
      domain_name: job.domainName,
      subject: job.subject,
      reason: job.reason ?? null,
      idempotency_key: job.idempotencyKey ?? null,
      correlation_id: job.correlationId,
      state: isEmpty ? 'FINISHED' : 'RUNNING',
      total: streams.length,
      started_at_ms: nowMs,
      finished_at_ms: isEmpty ? nowMs : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return;
  for (let from = 0; from < streams.length; from += ITEMS_AT_ONCE)
    await insertItems({ db, dialect }, id, from, streams.slice(from, from + ITEMS_AT_ONCE));
}

const ITEM: readonly ListColumn[] = [
  ['seq', 'integer'],
  ['app_name', 'text'],
  ['stream_name', 'text'],
];

async function insertItems(
  { db, dialect }: JobDatabase,
  jobId: string,
  before: number,
  streams: readonly StreamNames[],
): Promise<void> {
  const list = streams.map(({ appName, streamName }, place) => [before + place + 1, appName, streamName]);
  await sql`insert into bulk_item (job_id, seq, app_name, stream_name)
    select ${jobId}, item.* from ${toRows(dialect, ITEM, list)} as item`.execute(db);
}

function toJob(row: Selectable<BulkJobTable>): StoredJob {
  const { id, subject, total, resumed, failed, cancelled } = row;
  return {
    ...{ id, subject, total, resumed, failed, cancelled },
    domainName: row.domain_name,
    state: row.state as StoredJob['state'],
    startedAt: new Date(Number(row.started_at_ms)),
    finishedAt: row.finished_at_ms === null ? undefined : new Date(Number(row.finished_at_ms)),
  };
}

/** The job counts its outcomes as they are written, so that nobody has to. */
function toCount(
  { total, resumed, failed, cancelled }: StoredJob,
  outcome: BulkItemQuery['outcome'],
): number {
  if (outcome === undefined) return total;
  const counts = { RESUMED: resumed, FAILED: failed, CANCELLED: cancelled };
  return outcome === 'PENDING' ? total - resumed - failed - cancelled : counts[outcome];
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
  };
}
