import { sql } from 'kysely';
import { type JobLease, type PendingItem, type SendAnswer, type SendMark } from '../bulk/job-store.js';
import { type StreamNames } from '../stream/upstream.js';
import { isAhead, type JobDatabase } from './job-database.js';
import { forbiddenSinceStart } from './newer-forbid.js';

/** Longer than any `dueInMs`: the times of the upstream after which to retry are limited to ten minutes. */
const LONGEST_DUE_MS = 900_000;

export async function listDue(
  { db, dialect }: JobDatabase,
  jobId: string,
  count: number,
): Promise<PendingItem[]> {
  const rows = await db
    .selectFrom('bulk_item')
    .select(['seq', 'app_name', 'stream_name', 'attempts', 'unanswered'])
    .where('job_id', '=', jobId)
    .where('outcome', '=', 'PENDING')
    .where((is) => is.not(isAhead(dialect, 'due_at_ms', LONGEST_DUE_MS)))
    .orderBy('seq')
    .limit(count)
    .execute();
  return rows.map(({ seq, app_name: appName, stream_name: streamName, attempts, unanswered }) => {
    return { seq, appName, streamName, attempts, unanswered };
  });
}

export async function listNotResumed({ db }: JobDatabase, jobId: string): Promise<StreamNames[]> {
  const rows = await db
    .selectFrom('bulk_item')
    .select(['app_name', 'stream_name'])
    .where('job_id', '=', jobId)
    .where('outcome', 'in', ['FAILED', 'CANCELLED'])
    .orderBy('seq')
    .execute();
  return rows.map(({ app_name: appName, stream_name: streamName }) => ({ appName, streamName }));
}

/**
 * Marks the item in one statement, so that nothing can change between the checks and the count. `unanswered` must still
 * equal the loaded value; after a repeated attempt it can be one higher. A different value shows that a former holder
 * marked the item at the last moment.
 * A second statement finds out why an item cannot be sent. This is rare.
 */
export async function markSent(
  { db, dialect }: JobDatabase,
  { jobId, number }: JobLease,
  { seq, unanswered, isRepeated }: SendMark,
): Promise<SendAnswer> {
  const forbidden = forbiddenSinceStart(sql.raw(dialect === 'postgres' ? 'collate "C"' : ''));
  const item = sql`bulk_item.job_id = ${jobId} and bulk_item.seq = ${seq} and bulk_item.outcome = 'PENDING'
    and bulk_item.unanswered between ${unanswered} and ${unanswered + (isRepeated ? 1 : 0)}`;
  const held = sql`bulk_job.id = bulk_item.job_id and bulk_job.lease_number = ${number} and bulk_job.state = 'RUNNING'`;
  const { numAffectedRows } = await sql`
    update bulk_item set unanswered = ${unanswered + 1}
    where ${item} and exists (select 1 from bulk_job where ${held} and not ${forbidden})`.execute(db);
  if (numAffectedRows === 1n) return 'MARKED';
  const { rows } = await sql`
    select 1 from bulk_item join bulk_job on ${held} where ${item} and ${forbidden}`.execute(db);
  return rows.length > 0 ? 'FORBIDDEN' : 'LOST';
}
