import { sql } from 'kysely';
import { type ItemOutcome } from '../bulk/bulk-resume.js';
import { type JobLease, type OutcomeRecord } from '../bulk/job-store.js';
import { JOB_CHANNEL } from './channels.js';
import { type JobDatabase, type ListColumn, nowMs, toRows } from './job-database.js';

type Counts = Record<Exclude<ItemOutcome, 'PENDING'>, number>;

const NONE: Readonly<Counts> = { RESUMED: 0, FAILED: 0, CANCELLED: 0, SKIPPED: 0 };

/** A job whose row is locked by the transaction. Only `markSent` writes items without this lock. */
export interface LockedJob {
  readonly id: string;
  readonly isCancelled: boolean;
  readonly isFinished: boolean;
  /** Items without an outcome. */
  readonly left: number;
  readonly leaseNumber: number;
  readonly isHeld: boolean;
}

export async function lockJob({ db, dialect }: JobDatabase, id: string): Promise<LockedJob | undefined> {
  const query = db
    .selectFrom('bulk_job')
    .select(['state', 'finished_at_ms', 'lease_number'])
    .select([
      sql<number>`total - resumed - failed - cancelled - skipped`.as('left'),
      sql<number>`case when leased_until_ms > ${nowMs(dialect)} then 1 else 0 end`.as('held'),
    ])
    .where('id', '=', id);
  const row = await (dialect === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  return (
    row && {
      id,
      isCancelled: row.state === 'CANCELLED',
      isFinished: row.finished_at_ms !== null,
      left: row.left,
      leaseNumber: row.lease_number,
      isHeld: row.held === 1,
    }
  );
}

/**
 * Writes outcomes and counts them in one transaction. An item that already has an outcome is not counted again. After
 * its lease is lost, a former holder can write only RESUMED.
 */
export async function writeOutcomes(
  database: JobDatabase,
  { jobId, number }: JobLease,
  records: readonly OutcomeRecord[],
): Promise<void> {
  await database.db.transaction().execute(async (db) => {
    const job = await lockJob({ ...database, db }, jobId);
    if (job === undefined) return;
    const isHolder = job.leaseNumber === number;
    const accepted = isHolder ? records : records.filter(({ outcome }) => outcome === 'RESUMED');
    const counts = { ...NONE };
    for (const outcome of await writeItems({ ...database, db }, jobId, accepted))
      if (outcome !== 'PENDING') counts[outcome] += 1;
    await closeJob({ ...database, db }, job, counts);
  });
}

const OUTCOME: readonly ListColumn[] = [
  ['seq', 'integer'],
  ['unanswered', 'integer'],
  ['outcome', 'text'],
  ['attempts', 'integer'],
  ['request_id', 'text'],
  ['code', 'text'],
  ['was_forbidden', 'integer'],
  ['due_in_ms', 'bigint'],
];

/** Writes all items in one statement. One statement per item would hold the lock of the job much longer. */
async function writeItems(
  { db, dialect }: JobDatabase,
  jobId: string,
  records: readonly OutcomeRecord[],
): Promise<readonly ItemOutcome[]> {
  const list = records.map(
    ({ seq, unanswered, outcome, attempts, requestId, code, wasForbidden, dueInMs }) => {
      const forbidden = wasForbidden === undefined ? null : Number(wasForbidden);
      return [seq, unanswered, outcome, attempts, requestId, code, forbidden, dueInMs];
    },
  );
  const { rows } = await sql<{ outcome: ItemOutcome }>`
    update bulk_item set
      outcome = record.outcome, attempts = record.attempts, unanswered = record.unanswered,
      request_id = coalesce(record.request_id, bulk_item.request_id), code = record.code,
      was_forbidden = coalesce(record.was_forbidden, bulk_item.was_forbidden),
      due_at_ms = ${nowMs(dialect)} + record.due_in_ms
    from ${toRows(dialect, OUTCOME, list)} as record
    where bulk_item.job_id = ${jobId} and bulk_item.seq = record.seq and bulk_item.outcome = 'PENDING'
    returning bulk_item.outcome`.execute(db);
  return rows.map(({ outcome }) => outcome);
}

export async function cancelJob(database: JobDatabase, id: string): Promise<void> {
  await database.db.transaction().execute(async (db) => {
    const job = await lockJob({ ...database, db }, id);
    if (job === undefined || job.isFinished) return;
    await db.updateTable('bulk_job').set({ state: 'CANCELLED' }).where('id', '=', id).execute();
    await closeJob({ ...database, db }, { ...job, isCancelled: true });
  });
}

/**
 * Adds new outcomes to the counts of the job. In a cancelled job, also cancels the items that are not in progress.
 * Closes the job after its last outcome.
 */
export async function closeJob(
  database: JobDatabase,
  job: LockedJob | undefined,
  counts: Readonly<Counts> = NONE,
): Promise<void> {
  if (job === undefined || job.isFinished) return;
  const CANCELLED = counts.CANCELLED + (job.isCancelled ? await cancelItems(database, job) : 0);
  const { RESUMED, FAILED, SKIPPED } = counts;
  const left = job.left - RESUMED - FAILED - SKIPPED - CANCELLED;
  const isLast = left <= 0;
  if (left === job.left && !isLast) return;
  await database.db
    .updateTable('bulk_job')
    .set({
      resumed: sql<number>`resumed + ${RESUMED}`,
      failed: sql<number>`failed + ${FAILED}`,
      cancelled: sql<number>`cancelled + ${CANCELLED}`,
      skipped: sql<number>`skipped + ${SKIPPED}`,
    })
    .$if(isLast, (update) =>
      update.set({
        state: job.isCancelled ? 'CANCELLED' : 'FINISHED',
        finished_at_ms: nowMs(database.dialect),
      }),
    )
    .where('id', '=', job.id)
    .$if(database.dialect === 'postgres', (update) =>
      update.returning(sql`pg_notify(${JOB_CHANNEL}, id)`.as('notified')),
    )
    .execute();
}

/**
 * Cancels pending items. While the job is leased, an unanswered item may be in progress, so it is not cancelled.
 * @returns the number of cancelled items
 */
async function cancelItems({ db }: JobDatabase, { id, isHeld }: LockedJob): Promise<number> {
  const pending = db
    .updateTable('bulk_item')
    .set({ outcome: 'CANCELLED' })
    .where('job_id', '=', id)
    .where('outcome', '=', 'PENDING');
  const { numUpdatedRows } = await (
    isHeld ? pending.where('unanswered', '=', 0) : pending
  ).executeTakeFirst();
  return Number(numUpdatedRows);
}
