import { sql } from 'kysely';
import { type ClaimAnswer, type Lease, type LeasedItem } from '../bulk/job-store.js';
import { type Caller } from '../stream/caller.js';
import { allEnded, endJobs, lockJobs } from './job-endings.js';
import { inOrder, type JobDatabase, type ListColumn, nowMs, toRows } from './job-database.js';
import { forbiddenSinceStart } from './newer-forbid.js';

interface Wish {
  readonly replica: string;
  readonly count: number;
  readonly leaseMs: number;
}

interface Row {
  readonly job_id: string;
  readonly seq: number;
  readonly app_name: string;
  readonly stream_name: string;
  readonly attempts: number;
  readonly lost: number;
  readonly unanswered: number;
}

/** An item that is still leased when it is taken was lost: its replica went away with it. */
export async function leaseItems(database: JobDatabase, wish: Wish): Promise<LeasedItem[]> {
  const { db, dialect } = database;
  const now = nowMs(dialect);
  // What another replica is just taking is passed over, so that none waits for another.
  const skip = sql.raw(dialect === 'postgres' ? 'for update of item skip locked' : '');
  const { rows } = await sql<Row>`
    with picked as materialized (
      select item.job_id, item.seq from bulk_item as item
      where item.outcome = 'PENDING' and item.due_at_ms <= ${now} and item.leased_until_ms <= ${now}
        and item.job_id in (select id from bulk_job where state = 'RUNNING' and finished_at_ms is null)
      order by item.seq limit ${wish.count} ${skip}
    )
    update bulk_item set
      lost = lost + (case when leased_by is null then 0 else 1 end),
      leased_by = ${wish.replica}, leased_until_ms = ${now} + ${sql.lit(wish.leaseMs)}
    from picked where bulk_item.job_id = picked.job_id and bulk_item.seq = picked.seq
    returning bulk_item.job_id, bulk_item.seq, app_name, stream_name, attempts, lost, unanswered`.execute(db);
  if (rows.length === 0) {
    await sweepUnclosed(database);
    return [];
  }
  const jobs = await db
    .selectFrom('bulk_job')
    .select(['id', 'domain_name', 'subject', 'claims', 'reason', 'correlation_id'])
    .where('id', 'in', [...new Set(rows.map(({ job_id }) => job_id))])
    .execute();
  // One caller for all items of a job: what the grants make of a caller is remembered for the object.
  const byId = new Map(jobs.map((job) => [job.id, { ...job, caller: toCaller(job.subject, job.claims) }]));
  return rows
    .toSorted((a, b) => a.seq - b.seq)
    .map((row) => {
      const job = byId.get(row.job_id);
      return {
        jobId: row.job_id,
        seq: row.seq,
        appName: row.app_name,
        streamName: row.stream_name,
        attempts: row.attempts,
        lost: row.lost,
        unanswered: row.unanswered,
        domainName: job?.domain_name ?? '',
        caller: job?.caller ?? toCaller('', null),
        reason: job?.reason ?? undefined,
        correlationId: job?.correlation_id ?? '',
      };
    });
}

function toCaller(subject: string, claims: string | null): Caller {
  return { subject, claims: claims === null ? {} : (JSON.parse(claims) as Caller['claims']) };
}

/**
 * Counts the item as unanswered until it is settled, so that the replica that takes it over after a crash knows that it
 * was sent. One statement, so that nothing can come between the checks and the count. The reason why an item may not be
 * sent takes a second query: that is rare.
 */
export async function claimItem(
  { db, dialect }: JobDatabase,
  replica: string,
  { jobId, seq, lost, unanswered }: Pick<LeasedItem, keyof Lease | 'unanswered'>,
): Promise<ClaimAnswer> {
  const forbidden = forbiddenSinceStart(sql.raw(dialect === 'postgres' ? 'collate "C"' : ''));
  const held = sql`bulk_item.job_id = ${jobId} and bulk_item.seq = ${seq} and bulk_item.lost = ${lost}
    and bulk_item.leased_by = ${replica} and bulk_item.outcome = 'PENDING'`;
  const { numAffectedRows } = await sql`
    update bulk_item set unanswered = ${unanswered + 1}
    where ${held} and exists (
      select 1 from bulk_job
      where bulk_job.id = bulk_item.job_id and bulk_job.state = 'RUNNING' and not ${forbidden}
    )`.execute(db);
  if (numAffectedRows === 1n) return 'CLAIMED';
  const { rows } = await sql`
    select 1 from bulk_item join bulk_job on bulk_job.id = bulk_item.job_id
    where ${held} and bulk_job.state = 'RUNNING' and ${forbidden}`.execute(db);
  return rows.length > 0 ? 'FORBIDDEN' : 'LOST';
}

const LEASE: readonly ListColumn[] = [
  ['job_id', 'text'],
  ['seq', 'integer'],
  ['lost', 'integer'],
];

/** Only the named leases: no replica works on items whose lease was in a lost answer, and these leases must expire. */
export async function renewLeases(
  { db, dialect }: JobDatabase,
  replica: string,
  leases: readonly Lease[],
  leaseMs: number,
): Promise<Lease[]> {
  const named = leases.map(({ jobId, seq, lost }) => [jobId, seq, lost]);
  const { rows } = await sql<{ job_id: string; seq: number; lost: number }>`
    with held as materialized (
      select item.job_id, item.seq from bulk_item as item
      where (item.job_id, item.seq, item.lost) in ${toRows(dialect, LEASE, named)}
        and item.leased_by = ${replica} and item.outcome = 'PENDING'
      ${inOrder(dialect)}
    )
    update bulk_item set leased_until_ms = ${nowMs(dialect)} + ${sql.lit(leaseMs)}
    from held where bulk_item.job_id = held.job_id and bulk_item.seq = held.seq
    returning bulk_item.job_id, bulk_item.seq, lost`.execute(db);
  return rows.map(({ job_id, seq, lost }) => ({ jobId: job_id, seq, lost }));
}

/**
 * Ends what a replica held that went away while its job was being cancelled, and closes a job whose last outcome was
 * written by a replica of a version that does not count skipped items.
 */
async function sweepUnclosed(database: JobDatabase): Promise<void> {
  const open = await database.db
    .selectFrom('bulk_job')
    .select('id')
    .where('finished_at_ms', 'is', null)
    .where((is) => is.or([is('state', '=', 'CANCELLED'), allEnded]))
    .execute();
  if (open.length === 0) return;
  const ids = open.map(({ id }) => id);
  await database.db.transaction().execute(async (db) => {
    await lockJobs({ ...database, db }, ids);
    await endJobs({ ...database, db }, ids);
  });
}
