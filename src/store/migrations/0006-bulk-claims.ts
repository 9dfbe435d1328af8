import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Jobs keep the claims of their caller and count skipped items. An action has the time at which the database wrote it:
 * a job compares its start with the forbids of all replicas, whose clocks may differ. In SQLite, which one process
 * uses, `started_at_ms` is on that same clock, and the column stays null.
 */
export const bulkClaims: Migration = {
  name: '0006-bulk-claims',
  up: async (db, dialect) => {
    await sql`alter table bulk_job add column claims text`.execute(db);
    await sql`alter table bulk_job add column skipped integer not null default 0`.execute(db);
    await sql`create index bulk_job_unfinished on bulk_job (subject) where finished_at_ms is null`.execute(
      db,
    );
    await sql`alter table stream_action add column written_at_ms bigint`.execute(db);
    // A default that is set later applies to new rows only, so that a large table is not rewritten.
    if (dialect === 'postgres')
      await sql`alter table stream_action alter column written_at_ms
        set default (extract(epoch from clock_timestamp()) * 1000)::bigint`.execute(db);
  },
};
