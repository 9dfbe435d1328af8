import { sql } from 'kysely';
import { type Migration } from './migration.js';

/** Whether the stream of an item was on the forbid list before it was sent: 1 or 0; null if unknown. */
export const wasForbidden: Migration = {
  name: '0012-was-forbidden',
  up: async (db) => {
    await sql`alter table bulk_item add column was_forbidden integer`.execute(db);
  },
};
