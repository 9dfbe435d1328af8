import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Indexes for pages of jobs in order: for a caller's own jobs and for the jobs of a domain, per state. A job stores its
 * apps, so that the decision who can see it does not read its items. `apps` is JSON. It is null in jobs of earlier
 * versions and in jobs with too many apps.
 */
export const jobPages: Migration = {
  name: '0009-job-pages',
  up: async (db) => {
    await sql`alter table bulk_job add column apps text`.execute(db);
    for (const column of ['subject', 'domain_name'])
      await sql`create index ${sql.ref(`bulk_job_newest_of_${column}`)}
        on bulk_job (${sql.ref(column)}, state, started_at_ms, id)`.execute(db);
  },
};
