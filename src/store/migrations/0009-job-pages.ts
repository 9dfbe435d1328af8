import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Pages of jobs come off an index in their order, for a caller's own jobs and for those of a domain, each state by
 * itself. A job keeps its apps, so that its items need not be read to decide who may see it. `apps` is JSON; it is null
 * in jobs of earlier versions, and in jobs of too many apps.
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
