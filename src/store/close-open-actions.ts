import { type Kysely } from 'kysely';
import { type StoreTables } from './tables.js';

/**
 * Sets open actions to UNKNOWN. Call it only if no other process uses the store: the process that wrote these actions
 * has then ended.
 */
export async function closeOpenActions(db: Kysely<StoreTables>): Promise<void> {
  await db
    .updateTable('stream_action')
    .set({ outcome: 'UNKNOWN', finished_at_ms: Date.now() })
    .where('outcome', '=', 'PENDING')
    .execute();
}
