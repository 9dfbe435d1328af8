import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { createAttempt } from '../../src/store/attempt.js';
import { createJobStore } from '../../src/store/jobs.js';
import { MIGRATIONS } from '../../src/store/migrations/list.js';
import { migrate } from '../../src/store/migrations/migrate.js';
import { type Dialect } from '../../src/store/migrations/migration.js';
import { openSqlite } from '../../src/store/sqlite.js';
import { type StoreTables } from '../../src/store/tables.js';
import { createDatabase, hasPostgres } from '../support/postgres.js';

interface Place {
  readonly db: Kysely<StoreTables>;
  close(): Promise<void>;
}

/** A database without tables. */
async function openPostgres(): Promise<Place> {
  const database = await createDatabase();
  const { db } = database.connect();
  await sql.raw(`drop schema ${database.schema} cascade`).execute(db);
  await sql.raw(`create schema ${database.schema}`).execute(db);
  return { db, close: () => database.drop() };
}

const PLACES: [Dialect, () => Place | Promise<Place>][] = [
  ['sqlite', () => openSqlite('file::memory:')],
  ...(hasPostgres ? [['postgres', openPostgres] satisfies [Dialect, unknown]] : []),
];

/** Writes a job as a version without job leases does. */
async function writeJob(db: Kysely<StoreTables>, id: string): Promise<void> {
  await sql`insert into bulk_job (id, domain_name, subject, claims, correlation_id, state, total, started_at_ms)
    values (${id}, 'push.example.com', 'm', '{}', 'c', 'RUNNING', 2, 1)`.execute(db);
  for (const seq of [1, 2])
    await sql`insert into bulk_item (job_id, seq, app_name, stream_name)
      values (${id}, ${seq}, 'live', ${`s-${seq}`})`.execute(db);
}

/** The number of items that a replica of the previous version could lease. */
async function countFreeItems(db: Kysely<StoreTables>): Promise<number> {
  const { rows } = await sql`select 1 from bulk_item where outcome = 'PENDING'
    and due_at_ms <= ${Date.now()} and leased_until_ms <= ${Date.now()}`.execute(db);
  return rows.length;
}

describe.each(PLACES)('the migration from item leases to job leases in %s', (dialect, open) => {
  let place: Place;
  beforeEach(async () => {
    place = await open();
    const migrations = MIGRATIONS.filter(({ name }) => name < '0008');
    await migrate(place.db, { dialect, migrations });
    await writeJob(place.db, 'before');
  });
  afterEach(() => place.close());

  it('lets unfinished jobs continue and keeps their counts of unanswered calls', async () => {
    const { db } = place;
    const farMs = Date.now() + 600_000;
    await sql`update bulk_item set leased_by = 'old', leased_until_ms = ${farMs}, unanswered = 1
      where seq = 1`.execute(db);
    expect(await migrate(db, { dialect })).toContain('0008-job-lease');
    const jobs = createJobStore({ db, dialect, attempt: createAttempt() });
    const [lease] = await jobs.leaseJobs('new', 60_000);
    if (lease === undefined) throw new Error('the job is to be leased');
    expect(await jobs.listDue('before', 9)).toMatchObject([
      { seq: 1, unanswered: 1 },
      { seq: 2, unanswered: 0 },
    ]);
    const record = { unanswered: 0, attempts: 1, requestId: 'R', code: undefined, dueInMs: 0 };
    await jobs.writeOutcomes(lease, [
      { ...record, seq: 1, outcome: 'RESUMED' },
      { ...record, seq: 2, outcome: 'RESUMED' },
    ]);
    expect(await jobs.find('before')).toMatchObject({ state: 'FINISHED', resumed: 2 });
  });

  // Only one process uses an SQLite file.
  if (dialect === 'postgres')
    it('leaves no item for replicas of the previous version, which can still start jobs', async () => {
      const { db } = place;
      expect(await countFreeItems(db)).toBe(2);
      await migrate(db, { dialect });
      await writeJob(db, 'after');
      expect(await countFreeItems(db)).toBe(0);
      const jobs = createJobStore({ db, dialect, attempt: createAttempt() });
      const leased = await jobs.leaseJobs('new', 60_000);
      expect(leased.map(({ jobId }) => jobId).toSorted()).toEqual(['after', 'before']);
      expect(await jobs.listDue('after', 9)).toHaveLength(2);
    });
});
