import { sql } from 'kysely';
import { type Migration } from './migration.js';

/** How often an item was sent without its answer being written down. */
export const unanswered: Migration = {
  name: '0004-unanswered',
  up: async (db) => {
    await sql`alter table bulk_item add column unanswered integer not null default 0`.execute(db);
  },
};
