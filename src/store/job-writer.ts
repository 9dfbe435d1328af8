import { sql } from 'kysely';
import { MAX_UNFINISHED_ITEMS, MAX_UNFINISHED_JOBS } from '../bulk/bulk-resume.js';
import { type CapReached, type NewJob } from '../bulk/job-store.js';
import { type StreamNames } from '../stream/upstream.js';
import { type JobDatabase, type ListColumn, nextWrittenAtMs, nowMs, toRows } from './job-database.js';

/** The maximum number of app names that a job row stores. For more apps, the items are read instead. */
const MAX_KEPT_APPS = 100;
/** The maximum number of items in one insert statement. */
const ITEMS_AT_ONCE = 2000;
/** The first of the two numbers of a PostgreSQL advisory lock. No other lock of the gateway begins with it. */
const SUBJECT_LOCK = 1_936_876_916;

/** Writes a job with its items, unless the job exists or a cap is reached. */
export type JobWriter = (job: NewJob) => Promise<CapReached | undefined>;

/**
 * Writes jobs one after another. Jobs of one caller wait for each other in the database anyway; in parallel they would
 * occupy every connection of this process.
 */
export function createJobWriter(database: JobDatabase): JobWriter {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const written = last.then(() =>
      database.db.transaction().execute((db) => writeJob({ ...database, db }, job)),
    );
    last = written.catch(() => undefined);
    return written;
  };
}

async function writeJob(database: JobDatabase, job: NewJob): Promise<CapReached | undefined> {
  const { db, dialect } = database;
  const { id, caller, idempotencyKey, streams } = job;
  // Without the lock, two jobs that one caller starts at the same moment would both pass the caps. SQLite has only one
  // writer.
  if (dialect === 'postgres')
    await sql`select pg_advisory_xact_lock(${sql.lit(SUBJECT_LOCK)}, hashtext(${caller.subject}))`.execute(
      db,
    );
  const known = await db
    .selectFrom('bulk_job')
    .select('id')
    .where((is) =>
      is.or([
        is('id', '=', id),
        // In SQL, `= null` matches no row, so a job without a key has no match here.
        is.and([is('subject', '=', caller.subject), is('idempotency_key', '=', idempotencyKey ?? null)]),
      ]),
    )
    .executeTakeFirst();
  if (known !== undefined) return undefined;
  const refusal = await findCapReached(database, job);
  if (refusal !== undefined) return refusal;
  if (!(await insertJob(database, job))) return undefined;
  for (let from = 0; from < streams.length; from += ITEMS_AT_ONCE)
    await insertItems(database, id, from, streams.slice(from, from + ITEMS_AT_ONCE));
  return undefined;
}

async function findCapReached(
  { db }: JobDatabase,
  { caller, streams }: NewJob,
): Promise<CapReached | undefined> {
  const jobs = await db
    .selectFrom('bulk_job')
    .select(sql<number>`total - resumed - failed - cancelled - skipped`.as('left'))
    .where('subject', '=', caller.subject)
    .where('finished_at_ms', 'is', null)
    .execute();
  if (jobs.length >= MAX_UNFINISHED_JOBS)
    return { cap: 'jobs', itemsAhead: Math.min(...jobs.map(({ left }) => left)) };
  const items = jobs.reduce((sum, { left }) => sum + left, streams.length);
  return items > MAX_UNFINISHED_ITEMS
    ? { cap: 'items', itemsAhead: items - MAX_UNFINISHED_ITEMS }
    : undefined;
}

/** @returns false if a replica of an earlier version, which takes no lock, has written the same job in the meantime */
async function insertJob({ db, dialect }: JobDatabase, job: NewJob): Promise<boolean> {
  const isEmpty = job.streams.length === 0;
  const now = nowMs(dialect);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('bulk_job')
    .values({
      id: job.id,
      account: job.account,
      domain_name: job.domainName,
      subject: job.caller.subject,
      claims: JSON.stringify(job.caller.claims),
      reason: job.reason ?? null,
      idempotency_key: job.idempotencyKey ?? null,
      request_hash: job.requestHash,
      correlation_id: job.correlationId,
      state: isEmpty ? 'FINISHED' : 'RUNNING',
      apps: toKeptApps(job.streams),
      total: job.streams.length,
      started_at_ms: now,
      finished_at_ms: isEmpty ? now : null,
      ...(dialect === 'sqlite' && { written_at_ms: nextWrittenAtMs() }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function toKeptApps(streams: readonly StreamNames[]): string | null {
  const apps = new Set(streams.map(({ appName }) => appName));
  return apps.size > MAX_KEPT_APPS ? null : JSON.stringify([...apps]);
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
  const list = streams.map(({ appName, streamName }, index) => [before + index + 1, appName, streamName]);
  await sql`insert into bulk_item (job_id, seq, app_name, stream_name)
    select ${jobId}, item.* from ${toRows(dialect, ITEM, list)} as item`.execute(db);
}
