import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely } from 'kysely';
import { type StoreTables } from './tables.js';

const DAY_MS = 86_400_000;
const BATCH = 1000;
/** SQLite runs in this process. The pause between two batches lets other requests run. */
const PAUSE_MS = 20;

/**
 * Deletes actions that are older than `days`. Each statement deletes at most 1,000 rows, so that other statements do
 * not wait long for a lock. Keeps a forbid that is still in effect.
 * @returns the number of deleted actions
 */
export async function deleteOldActions(
  db: Kysely<StoreTables>,
  days: number,
  nowMs: number = Date.now(),
): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const old = db
      .selectFrom('stream_action')
      .select('id')
      .where('started_at_ms', '<', nowMs - days * DAY_MS)
      .where((is) => is.or([is('until_ms', 'is', null), is('until_ms', '<', nowMs)]))
      .limit(BATCH);
    const { numDeletedRows } = await db.deleteFrom('stream_action').where('id', 'in', old).executeTakeFirst();
    forgotten += Number(numDeletedRows);
    if (numDeletedRows < BATCH) return forgotten;
    await sleep(PAUSE_MS, undefined, { ref: false });
  }
}

/**
 * Deletes bulk jobs that ended more than `days` ago, with their items.
 * @returns the number of deleted jobs
 */
export async function deleteOldJobs(
  db: Kysely<StoreTables>,
  days: number,
  nowMs: number = Date.now(),
): Promise<number> {
  for (let forgotten = 0; ; forgotten += 1) {
    const old = await db
      .selectFrom('bulk_job')
      .select('id')
      .where('finished_at_ms', '<', nowMs - days * DAY_MS)
      .limit(1)
      .executeTakeFirst();
    if (old === undefined) return forgotten;
    await db.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('bulk_item').where('job_id', '=', old.id).execute();
      await transaction.deleteFrom('bulk_job').where('id', '=', old.id).execute();
    });
    await sleep(PAUSE_MS, undefined, { ref: false });
  }
}

/**
 * Deletes events that are older than `days`. Each statement deletes at most 1,000 rows.
 * @returns the number of deleted events
 */
export async function deleteOldEvents(
  db: Kysely<StoreTables>,
  days: number,
  nowMs: number = Date.now(),
): Promise<number> {
  for (let forgotten = 0; ;) {
    const old = db
      .selectFrom('stream_event')
      .select('position')
      .where('at_ms', '<', nowMs - days * DAY_MS)
      .limit(BATCH);
    const { numDeletedRows } = await db
      .deleteFrom('stream_event')
      .where('position', 'in', old)
      .executeTakeFirst();
    forgotten += Number(numDeletedRows);
    if (numDeletedRows < BATCH) return forgotten;
    await sleep(PAUSE_MS, undefined, { ref: false });
  }
}

/** How long rows are kept, in days. */
export interface RetentionDays {
  readonly actions: number;
  readonly events: number;
}

/**
 * Deletes old actions, jobs and events now, and then once a day.
 * @returns a function that stops it
 */
export function startRetention(
  db: Kysely<StoreTables>,
  days: RetentionDays,
  onFault: (thrown: unknown) => void,
): () => void {
  let stopped = false;
  const forget = (): void => {
    const all = async (): Promise<void> => {
      await deleteOldActions(db, days.actions);
      await deleteOldJobs(db, days.actions);
      await deleteOldEvents(db, days.events);
    };
    all().catch((thrown: unknown) => {
      if (!stopped) onFault(thrown);
    });
  };
  forget();
  const timer = setInterval(forget, DAY_MS).unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
