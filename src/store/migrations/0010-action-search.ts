import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * Actions of a domain and of an operator come off an index in their order, newest first: an id begins with its time.
 * Other conditions are tested on what an index gives, so that each action is written to no more indexes.
 */
export const actionSearch: Migration = {
  name: '0010-action-search',
  up: async (db) => {
    for (const column of ['domain_name', 'subject'])
      await sql`create index ${sql.ref(`stream_action_newest_of_${column}`)}
        on stream_action (${sql.ref(column)}, id)`.execute(db);
  },
};
