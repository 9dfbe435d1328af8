import { type ExpressionBuilder, sql } from 'kysely';
import { type JobLease, type LeasedJob } from '../bulk/job-store.js';
import { type Caller } from '../stream/caller.js';
import { isAhead, type JobDatabase, type ListColumn, nowMs, toRows } from './job-database.js';
import { closeJob, lockJob } from './job-outcomes.js';
import { type StoreTables } from './tables.js';

/** The first of the two numbers of a PostgreSQL advisory lock. The second number identifies the schema. */
const LEASE_LOCK = 1_936_876_917;

/**
 * Twice the highest BULK_LEASE_MS, because the clock can also be set back a little while another process holds a lease.
 */
const LONGEST_LEASE_MS = 1_200_000;

/** Returns no jobs if another replica leases jobs at the same moment. */
export async function leaseJobs(
  database: JobDatabase,
  replica: string,
  leaseMs: number,
): Promise<LeasedJob[]> {
  const { db, dialect } = database;
  const isFree = freeFor(database, replica);
  if ((await db.selectFrom('bulk_job').select('id').where(isFree).limit(1).execute()).length === 0) return [];
  return db.transaction().execute(async (db) => {
    const inTransaction = { db, dialect };
    if (!(await tryLock(inTransaction))) return [];
    const query = db.selectFrom('bulk_job').select(['id']).where(isFree);
    const free = await (dialect === 'postgres' ? query.forUpdate().skipLocked() : query).execute();
    const ids = free.map(({ id }) => id);
    if (ids.length === 0) return [];
    await closeEnded(inTransaction, ids);
    const rows = await db
      .updateTable('bulk_job')
      .set({
        holder: replica,
        leased_until_ms: sql<number>`${nowMs(dialect)} + ${sql.lit(leaseMs)}`,
        lease_number: sql<number>`lease_number + 1`,
      })
      .where('id', 'in', ids)
      .where('finished_at_ms', 'is', null)
      .returning([
        'id',
        'account',
        'lease_number',
        'domain_name',
        'subject',
        'claims',
        'reason',
        'correlation_id',
      ])
      .execute();
    return rows.map((row) => ({
      jobId: row.id,
      account: row.account,
      number: row.lease_number,
      domainName: row.domain_name,
      caller: toCaller(row.subject, row.claims),
      reason: row.reason ?? undefined,
      correlationId: row.correlation_id,
    }));
  });
}

/**
 * The condition for jobs that a replica can lease. All jobs of an account normally belong to one replica. A renewal and
 * a takeover at the same moment can leave jobs with two replicas. In this case both replicas lease new jobs, so that
 * neither waits for the other to finish. Each account has its own budget, so different replicas can hold jobs of
 * different accounts.
 */
function freeFor({ dialect }: JobDatabase, replica: string) {
  const isLeased = (column: string) => isAhead(dialect, column, LONGEST_LEASE_MS);
  return (is: ExpressionBuilder<StoreTables, 'bulk_job'>) => {
    const held = is
      .selectFrom('bulk_job as other')
      .select('other.id')
      .whereRef('other.account', '=', 'bulk_job.account')
      .where('other.finished_at_ms', 'is', null)
      .where(isLeased('other.leased_until_ms'));
    return is.and([
      is('finished_at_ms', 'is', null),
      is.not(isLeased('leased_until_ms')),
      is.or([
        is.not(is.exists(held.where('other.holder', '!=', replica))),
        is.exists(held.where('other.holder', '=', replica)),
      ]),
    ]);
  };
}

/**
 * Without the lock, two replicas that lease different jobs at the same moment would not see each other. SQLite has only
 * one writer.
 */
async function tryLock({ db, dialect }: JobDatabase): Promise<boolean> {
  if (dialect === 'sqlite') return true;
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(LEASE_LOCK)}, hashtext(current_schema())) as locked`.execute(
    db,
  );
  return rows[0]?.locked === true;
}

/**
 * Closes jobs without remaining work: cancelled jobs whose holder has ended, and jobs whose items all have an outcome.
 */
async function closeEnded(database: JobDatabase, ids: readonly string[]): Promise<void> {
  const ended = await database.db
    .selectFrom('bulk_job')
    .select('id')
    .where('id', 'in', ids)
    .where((is) =>
      is.or([is('state', '=', 'CANCELLED'), sql<boolean>`resumed + failed + cancelled + skipped >= total`]),
    )
    .execute();
  for (const { id } of ended) await closeJob(database, await lockJob(database, id));
}

function toCaller(subject: string, claims: string | null): Caller {
  return { subject, claims: claims === null ? {} : (JSON.parse(claims) as Caller['claims']) };
}

const LEASE: readonly ListColumn[] = [
  ['job_id', 'text'],
  ['lease_number', 'integer'],
];

/**
 * Also renews the lease of a cancelled job: its calls in progress write their outcomes under this lease.
 * @returns the ids of the jobs that are still leased and RUNNING
 */
export async function renewLeases(
  { db, dialect }: JobDatabase,
  leases: readonly JobLease[],
  leaseMs: number,
): Promise<string[]> {
  const held = leases.map(({ jobId, number }) => [jobId, number]);
  const { rows } = await sql<{ id: string; state: string }>`
    update bulk_job set leased_until_ms = ${nowMs(dialect)} + ${sql.lit(leaseMs)}
    where (id, lease_number) in ${toRows(dialect, LEASE, held)} and finished_at_ms is null
    returning id, state`.execute(db);
  return rows.filter(({ state }) => state === 'RUNNING').map(({ id }) => id);
}

export async function releaseLease(database: JobDatabase, { jobId, number }: JobLease): Promise<void> {
  await database.db.transaction().execute(async (db) => {
    const job = await lockJob({ ...database, db }, jobId);
    if (job?.leaseNumber !== number) return;
    await db
      .updateTable('bulk_job')
      .set({ holder: null, leased_until_ms: 0 })
      .where('id', '=', jobId)
      .execute();
    await closeJob({ ...database, db }, { ...job, isHeld: false });
  });
}
