import { sql } from 'kysely';
import { type Lease, type LeasedItem } from '../job/job-store.js';
import { endJobs } from './job-endings.js';
import { inOrder, type JobDatabase, type ListColumn, nowMs, toRows } from './job-database.js';

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
    await sweepCancelled(database);
    return [];
  }
  const jobs = await db
    .selectFrom('bulk_job')
    .select(['id', 'domain_name', 'subject', 'reason', 'correlation_id'])
    .where('id', 'in', [...new Set(rows.map(({ job_id }) => job_id))])
    .execute();
  const byId = new Map(jobs.map((job) => [job.id, job]));
  return rows
    .toSorted((a, b) => a.seq - b.seq)
    .map((row) => {
      const job = byId.get(row.job_id);
      return {
        ...{ jobId: row.job_id, seq: row.seq, appName: row.app_name, streamName: row.stream_name },
        ...{
          attempts: row.attempts,
          lost: row.lost,
          unanswered: row.unanswered,
          domainName: job?.domain_name ?? '',
        },
        ...{ subject: job?.subject ?? '', reason: job?.reason ?? undefined },
        correlationId: job?.correlation_id ?? '',
      };
    });
}

/** Counted as unanswered until it is settled, so that whoever finds it after a crash knows that it was sent. */
export async function claimItem(
  { db }: JobDatabase,
  replica: string,
  { jobId, seq, lost, unanswered }: Pick<LeasedItem, keyof Lease | 'unanswered'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('bulk_item')
    .set({ unanswered: unanswered + 1 })
    .where('job_id', '=', jobId)
    .where('seq', '=', seq)
    .where('lost', '=', lost)
    .where('leased_by', '=', replica)
    .where('outcome', '=', 'PENDING')
    .where('job_id', 'in', db.selectFrom('bulk_job').select('id').where('state', '=', 'RUNNING'))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

const LEASE: readonly ListColumn[] = [
  ['job_id', 'text'],
  ['seq', 'integer'],
  ['lost', 'integer'],
];

/** Only what is named: what was leased in an answer that got lost is nobody's work and must come free. */
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

/** Ends what a replica held that went away while its job was being cancelled. */
async function sweepCancelled(database: JobDatabase): Promise<void> {
  const open = await database.db
    .selectFrom('bulk_job')
    .select('id')
    .where('state', '=', 'CANCELLED')
    .where('finished_at_ms', 'is', null)
    .execute();
  if (open.length === 0) return;
  const ids = open.map(({ id }) => id);
  await database.db.transaction().execute((db) => endJobs({ ...database, db }, ids));
}
