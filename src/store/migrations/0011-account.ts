import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Actions and jobs store the name of their account. Earlier versions know only the account `default`, also while they
 * run beside this version. Neither database rewrites its rows for a constant default.
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
