import { type Kysely, sql } from 'kysely';
import { type Settlement } from '../job/job-store.js';
import { inOrder, type JobDatabase, nowMs } from './job-database.js';
import { type StoreTables } from './tables.js';

type Counted = 'RESUMED' | 'FAILED' | 'CANCELLED';
type Counts = Record<Counted, number>;

/** Writes outcomes and counts them in one transaction; an item that has one already is not counted twice. */
export async function settleItems(
  database: JobDatabase,
  replica: string,
  settlements: readonly Settlement[],
): Promise<void> {
  const inOrder = settlements.toSorted((a, b) => a.jobId.localeCompare(b.jobId) || a.seq - b.seq);
  const ids = [...new Set(inOrder.map(({ jobId }) => jobId))];
  await database.db.transaction().execute(async (db) => {
    await lockJobs({ ...database, db }, ids);
    const counts = new Map<string, Counts>(ids.map((id) => [id, { RESUMED: 0, FAILED: 0, CANCELLED: 0 }]));
    for (const settlement of inOrder) {
      const count = counts.get(settlement.jobId);
      const isNew = await settleItem({ ...database, db }, replica, settlement);
      if (isNew && count !== undefined && settlement.outcome !== 'PENDING') count[settlement.outcome] += 1;
    }
    for (const [id, count] of counts) await addCounts(db, id, count);
    await endJobs({ ...database, db }, ids);
  });
}

async function settleItem(
  { db, dialect }: JobDatabase,
  replica: string,
  settlement: Settlement,
): Promise<boolean> {
  const { jobId, seq, lost, unanswered, outcome, attempts, requestId, code, dueInMs } = settlement;
  const update = db
    .updateTable('bulk_item')
    .set({
      ...{ outcome, attempts, unanswered, request_id: requestId ?? null, code: code ?? null },
      ...{
        leased_by: null,
        leased_until_ms: 0,
        due_at_ms: sql<number>`${nowMs(dialect)} + ${sql.lit(dueInMs)}`,
      },
    })
    .where('job_id', '=', jobId)
    .where('seq', '=', seq)
    .where('outcome', '=', 'PENDING');
  const own = update.where('leased_by', '=', replica).where('lost', '=', lost);
  const { numUpdatedRows } = await (outcome === 'RESUMED' ? update : own).executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function cancelJob(database: JobDatabase, id: string): Promise<void> {
  await database.db.transaction().execute(async (db) => {
    await db
      .updateTable('bulk_job')
      .set({ state: 'CANCELLED' })
      .where('id', '=', id)
      .where('state', '=', 'RUNNING')
      .execute();
    await endJobs({ ...database, db }, [id]);
  });
}

/** Of cancelled jobs, ends what nobody holds; closes every job whose items all have their outcome. */
export async function endJobs({ db, dialect }: JobDatabase, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { numAffectedRows = 0n } = await sql`
      with free as ${sql.raw(dialect === 'postgres' ? 'materialized' : '')} (
        select job_id, seq from bulk_item
        where job_id = ${id} and outcome = 'PENDING' and leased_until_ms <= ${nowMs(dialect)}
          and job_id in (select id from bulk_job where state = 'CANCELLED')
        ${inOrder(dialect)}
      )
      update bulk_item set outcome = 'CANCELLED', leased_by = null
      from free where bulk_item.job_id = free.job_id and bulk_item.seq = free.seq`.execute(db);
    await addCounts(db, id, { RESUMED: 0, FAILED: 0, CANCELLED: Number(numAffectedRows) });
    await db
      .updateTable('bulk_job')
      .set({
        state: sql<string>`case when state = 'RUNNING' then 'FINISHED' else state end`,
        finished_at_ms: nowMs(dialect),
      })
      .where('id', '=', id)
      .where('finished_at_ms', 'is', null)
      .where(sql<boolean>`resumed + failed + cancelled >= total`)
      .execute();
  }
}

async function addCounts(db: Kysely<StoreTables>, id: string, counts: Counts): Promise<void> {
  if (counts.RESUMED + counts.FAILED + counts.CANCELLED === 0) return;
  await db
    .updateTable('bulk_job')
    .set({
      resumed: sql<number>`resumed + ${counts.RESUMED}`,
      failed: sql<number>`failed + ${counts.FAILED}`,
      cancelled: sql<number>`cancelled + ${counts.CANCELLED}`,
    })
    .where('id', '=', id)
    .execute();
}

/** The job before its items, always in this order, so that no two transactions wait for each other. */
async function lockJobs({ db, dialect }: JobDatabase, ids: readonly string[]): Promise<void> {
  if (dialect === 'postgres')
    await db
      .selectFrom('bulk_job')
      .select('id')
      .where('id', 'in', [...ids])
      .orderBy('id')
      .forUpdate()
      .execute();
}
