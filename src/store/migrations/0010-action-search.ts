import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Indexes for the actions of a domain and of an operator, newest first: an id begins with its time. Other conditions
 * are tested on the rows of these indexes, so an action needs no further index entries.
 */
export const actionSearch: Migration = {
  name: '0010-action-search',
  up: async (db) => {
    for (const column of ['domain_name', 'subject'])
      await sql`create index ${sql.ref(`stream_action_newest_of_${column}`)}
        on stream_action (${sql.ref(column)}, id)`.execute(db);
  },
};
