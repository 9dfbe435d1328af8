import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * In SQLite, jobs and actions store a time that is later than that of each earlier row, although the system clock can
 * be set back. It shows whether a forbid is newer than a job. In PostgreSQL the column stays null: `started_at_ms` is
 * already on the clock of the database.
 */
export const jobOrder: Migration = {
  name: '0015-job-order',
  up: async (db) => {
    await sql`alter table bulk_job add column written_at_ms bigint`.execute(db);
  },
};
