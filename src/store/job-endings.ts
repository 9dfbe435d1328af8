import { type Kysely, sql } from 'kysely';
import { type ItemOutcome } from '../bulk/bulk-resume.js';
import { type Settlement } from '../bulk/job-store.js';
import { inOrder, type JobDatabase, type ListColumn, nowMs, toRows } from './job-database.js';
import { type StoreTables } from './tables.js';

type Counted = Exclude<ItemOutcome, 'PENDING'>;
type Counts = Record<Counted, number>;

const NONE: Counts = { RESUMED: 0, FAILED: 0, CANCELLED: 0, SKIPPED: 0 };

/** Of a row of `bulk_job`: every item has its outcome. */
export const allEnded = sql<boolean>`resumed + failed + cancelled + skipped >= total`;

const SETTLEMENT: readonly ListColumn[] = [
  ['job_id', 'text'],
  ['seq', 'integer'],
  ['lost', 'integer'],
  ['unanswered', 'integer'],
  ['outcome', 'text'],
  ['attempts', 'integer'],
  ['request_id', 'text'],
  ['code', 'text'],
  ['due_in_ms', 'bigint'],
];

/** Writes outcomes and counts them in one transaction; an item that has one already is not counted twice. */
export async function settleItems(
  database: JobDatabase,
  replica: string,
  settlements: readonly Settlement[],
): Promise<void> {
  const ids = [...new Set(settlements.map(({ jobId }) => jobId))].toSorted();
  await database.db.transaction().execute(async (db) => {
    await lockJobs({ ...database, db }, ids);
    const counts = new Map<string, Counts>(ids.map((id) => [id, { ...NONE }]));
    for (const { job_id, outcome } of await writeOutcomes({ ...database, db }, replica, settlements)) {
      const count = counts.get(job_id);
      if (count !== undefined && outcome !== 'PENDING') count[outcome] += 1;
    }
    for (const [id, count] of counts) await addCounts(db, id, count);
    await endJobs({ ...database, db }, ids);
  });
}

/** In one statement: a trip to the database for each item would hold the job's lock for as long as all of them take. */
async function writeOutcomes(
  { db, dialect }: JobDatabase,
  replica: string,
  settlements: readonly Settlement[],
): Promise<readonly { readonly job_id: string; readonly outcome: ItemOutcome }[]> {
  const list = settlements.map(
    ({ jobId, seq, lost, unanswered, outcome, attempts, requestId, code, dueInMs }) => {
      return [jobId, seq, lost, unanswered, outcome, attempts, requestId, code, dueInMs];
    },
  );
  const { rows } = await sql<{ job_id: string; outcome: ItemOutcome }>`
    with given as ${toRows(dialect, SETTLEMENT, list)}, own as materialized (
      select given.* from given join bulk_item as item on item.job_id = given.job_id and item.seq = given.seq
      where item.outcome = 'PENDING'
        and (given.outcome = 'RESUMED' or (item.leased_by = ${replica} and item.lost = given.lost))
      ${inOrder(dialect)}
    )
    update bulk_item set
      outcome = own.outcome, attempts = own.attempts, unanswered = own.unanswered,
      request_id = coalesce(own.request_id, bulk_item.request_id), code = own.code, leased_by = null, leased_until_ms = 0,
      due_at_ms = ${nowMs(dialect)} + own.due_in_ms
    from own where bulk_item.job_id = own.job_id and bulk_item.seq = own.seq
    returning bulk_item.job_id, bulk_item.outcome`.execute(db);
  return rows;
}

export async function cancelJob(database: JobDatabase, id: string): Promise<void> {
  await database.db.transaction().execute(async (db) => {
    await lockJobs({ ...database, db }, [id]);
    await db
      .updateTable('bulk_job')
      .set({ state: 'CANCELLED' })
      .where('id', '=', id)
      .where('state', '=', 'RUNNING')
      .execute();
    await endJobs({ ...database, db }, [id]);
  });
}

/**
 * Of cancelled jobs, ends the items that no replica holds; closes every job whose items all have their outcome. The
 * transaction has locked the jobs.
 */
export async function endJobs({ db, dialect }: JobDatabase, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { numAffectedRows = 0n } = await sql`
      with free as materialized (
        select item.job_id, item.seq from bulk_item as item
        where item.job_id = ${id} and item.outcome = 'PENDING' and item.leased_until_ms <= ${nowMs(dialect)}
          and item.job_id in (select id from bulk_job where state = 'CANCELLED')
        ${inOrder(dialect)}
      )
      update bulk_item set outcome = 'CANCELLED', leased_by = null
      from free where bulk_item.job_id = free.job_id and bulk_item.seq = free.seq`.execute(db);
    await addCounts(db, id, { ...NONE, CANCELLED: Number(numAffectedRows) });
    await db
      .updateTable('bulk_job')
      .set({
        state: sql<string>`case when state = 'RUNNING' then 'FINISHED' else state end`,
        finished_at_ms: nowMs(dialect),
      })
      .where('id', '=', id)
      .where('finished_at_ms', 'is', null)
      .where(allEnded)
      .execute();
  }
}

async function addCounts(db: Kysely<StoreTables>, id: string, counts: Counts): Promise<void> {
  if (Object.values(counts).every((count) => count === 0)) return;
  await db
    .updateTable('bulk_job')
    .set({
      resumed: sql<number>`resumed + ${counts.RESUMED}`,
      failed: sql<number>`failed + ${counts.FAILED}`,
      cancelled: sql<number>`cancelled + ${counts.CANCELLED}`,
      skipped: sql<number>`skipped + ${counts.SKIPPED}`,
    })
    .where('id', '=', id)
    .execute();
}

/** The job before its items, always in this order, so that no two transactions wait for each other. */
export async function lockJobs({ db, dialect }: JobDatabase, ids: readonly string[]): Promise<void> {
  if (dialect === 'postgres')
    await db
      .selectFrom('bulk_job')
      .select('id')
      .where('id', 'in', [...ids])
      .orderBy('id')
      .forUpdate()
      .execute();
}
