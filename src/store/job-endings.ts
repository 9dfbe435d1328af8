import { type Kysely, sql } from 'kysely';
import { type Settlement } from '../job/job-store.js';
import { type JobDatabase, nowMs } from './job-database.js';
import { type StoreTables } from './tables.js';

type Counted = 'RESUMED' | 'FAILED' | 'CANCELLED';
type Counts = Record<Counted, number>;

/** Writes outcomes and counts them in one transaction; an item that has one already is not counted twice. */
export async function settleItems(database: JobDatabase, settlements: readonly Settlement[]): Promise<void> {
  const inOrder = settlements.toSorted((a, b) => a.jobId.localeCompare(b.jobId) || a.seq - b.seq);
  const ids = [...new Set(inOrder.map(({ jobId }) => jobId))];
  await database.db.transaction().execute(async (db) => {
    await lockJobs({ ...database, db }, ids);
    const counts = new Map<string, Counts>(ids.map((id) => [id, { RESUMED: 0, FAILED: 0, CANCELLED: 0 }]));
    for (const settlement of inOrder) {
      const count = counts.get(settlement.jobId);
      const isNew = await settleItem({ ...database, db }, settlement);
      if (isNew && count !== undefined && settlement.outcome !== 'PENDING') count[settlement.outcome] += 1;
    }
    for (const [id, count] of counts) await addCounts(db, id, count);
    await endJobs({ ...database, db }, ids);
  });
}

async function settleItem({ db, dialect }: JobDatabase, settlement: Settlement): Promise<boolean> {
  const { jobId, seq, outcome, attempts, requestId, code, dueInMs } = settlement;
  const { numUpdatedRows } = await db
    .updateTable('bulk_item')
    .set({
      ...{ outcome, attempts, request_id: requestId ?? null, code: code ?? null },
      ...{
        leased_by: null,
        leased_until_ms: 0,
        due_at_ms: sql<number>`${nowMs(dialect)} + ${sql.lit(dueInMs)}`,
      },
    })
    .where('job_id', '=', jobId)
    .where('seq', '=', seq)
    .where('outcome', '=', 'PENDING')
    .executeTakeFirst();
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
    const { numUpdatedRows } = await db
      .updateTable('bulk_item')
      .set({ outcome: 'CANCELLED', leased_by: null })
      .where('job_id', '=', id)
      .where('outcome', '=', 'PENDING')
      .where('leased_until_ms', '<=', nowMs(dialect))
      .where('job_id', 'in', db.selectFrom('bulk_job').select('id').where('state', '=', 'CANCELLED'))
      .executeTakeFirst();
    await addCounts(db, id, { RESUMED: 0, FAILED: 0, CANCELLED: Number(numUpdatedRows) });
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
