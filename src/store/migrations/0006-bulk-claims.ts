import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Jobs store the claims of their caller and count skipped items. An action stores the time at which the database wrote
 * it, because a job compares its start with the forbids of all replicas, and their clocks can differ. SQLite is used by
 * one process: `started_at_ms` is on the same clock, and the column stays null.
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
    // A default that is set after the column is added applies to new rows only, so a large table is not rewritten.
    if (dialect === 'postgres')
      await sql`alter table stream_action alter column written_at_ms
        set default (extract(epoch from clock_timestamp()) * 1000)::bigint`.execute(db);
  },
};
