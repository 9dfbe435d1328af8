import { sql } from 'kysely';
import { type Migration } from './migration.js';

/** Counts how often an item was sent without a recorded answer. */
export const unanswered: Migration = {
  name: '0004-unanswered',
  up: async (db) => {
    await sql`alter table bulk_item add column unanswered integer not null default 0`.execute(db);
  },
};
