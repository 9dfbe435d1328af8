import { sql } from 'kysely';
import { type Migration } from './migration.js';

/** The hash of the request that started a job. It is null in jobs of earlier versions. */
export const requestHash: Migration = {
  name: '0014-request-hash',
  up: async (db) => {
    await sql`alter table bulk_job add column request_hash text`.execute(db);
  },
};
