import { type Kysely } from 'kysely';
import { type StoreTables } from './tables.js';

/** Where nobody else works with the store, whoever left an action open is gone: how it ended, nobody knows. */
export async function closeOpenActions(db: Kysely<StoreTables>): Promise<void> {
  await db
    .updateTable('stream_action')
    .set({ outcome: 'UNKNOWN', finished_at_ms: Date.now() })
    .where('outcome', '=', 'PENDING')
    .execute();
}
