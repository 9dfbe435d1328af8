import { type Kysely } from 'kysely';
import { type StoreTables } from './tables.js';

/** Where no other process uses the store, the process that left an action open is gone: its outcome is unknown. */
export async function closeOpenActions(db: Kysely<StoreTables>): Promise<void> {
  await db
    .updateTable('stream_action')
    .set({ outcome: 'UNKNOWN', finished_at_ms: Date.now() })
    .where('outcome', '=', 'PENDING')
    .execute();
}
