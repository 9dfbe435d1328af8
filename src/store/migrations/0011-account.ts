import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Actions and jobs keep the name of their account. What earlier versions wrote, and write while both run, belongs to the
 * only account that they knew. Neither database rewrites its rows for a constant default.
 */
export const account: Migration = {
  name: '0011-account',
  up: async (db) => {
    for (const table of ['stream_action', 'bulk_job'])
      await sql`alter table ${sql.table(table)} add column account text not null default 'default'`.execute(
        db,
      );
  },
};
