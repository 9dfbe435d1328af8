import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { ANY_APP } from '../stream/names.js';
import { AFTER_EVERY_ID } from './ledger-pages.js';
import { type StoreTables, type StreamActionTable } from './tables.js';

const DAY_MS = 86_400_000;
const BATCH = 1000;
/** SQLite runs in this process. The pause between two batches lets other requests run. */
const PAUSE_MS = 20;

/**
 * Deletes actions that are older than `days`, oldest first. Each statement reads and deletes at most 1,000 rows, so that
 * other statements do not wait long for a lock. Keeps a forbid that is still in effect. A forbid that a later resume or
 * forbid replaced is deleted before the action that replaced it. It would otherwise be in effect again.
 * @returns the number of deleted actions
 */
export async function deleteOldActions(
  db: Kysely<StoreTables>,
  days: number,
  nowMs: number = Date.now(),
): Promise<number> {
  let forgotten = 0;
  let last: OldAction | undefined;
  for (;;) {
    const page = await selectOld(db, nowMs - days * DAY_MS, last);
    last = page.at(-1);
    if (last === undefined) return forgotten;
    const { numDeletedRows } = await db
      .deleteFrom('stream_action')
      .where(
        'id',
        'in',
        page.map(({ id }) => id),
      )
      .where((is) => is.or([is('until_ms', 'is', null), is('until_ms', '<', nowMs), IS_REPLACED]))
      .executeTakeFirst();
    forgotten += Number(numDeletedRows);
    if (page.length < BATCH) return forgotten;
    await sleep(PAUSE_MS, undefined, { ref: false });
  }
}

type OldAction = Pick<StreamActionTable, 'id' | 'started_at_ms'>;

/** The next actions from before the time, oldest first. */
function selectOld(
  db: Kysely<StoreTables>,
  beforeMs: number,
  last: OldAction | undefined,
): Promise<OldAction[]> {
  const old = db
    .selectFrom('stream_action')
    .select(['id', 'started_at_ms'])
    .where('started_at_ms', '<', beforeMs);
  const next =
    last === undefined
      ? old
      : old
          .where('started_at_ms', '>=', last.started_at_ms)
          .where((is) => is.or([is('started_at_ms', '>', last.started_at_ms), is('id', '>', last.id)]));
  return next.orderBy('started_at_ms').orderBy('id').limit(BATCH).execute();
}

/** Whether a newer action decides for how long the stream is forbidden, as `readForbiddenUntil` reads it. */
const IS_REPLACED = sql<boolean>`(${existsNewer('stream_action.app_name', `'FORBID', 'RESUME'`)}
  or ${existsNewer(`'${ANY_APP}'`, `'RESUME'`)})`;

/** Compares app and id together, which only the index `stream_action_stream` supports; see `newestFirst`. */
function existsNewer(app: string, kinds: string): RawBuilder<unknown> {
  return sql.raw(`exists (
    select 1 from stream_action as newer
    where newer.domain_name = stream_action.domain_name and newer.stream_name = stream_action.stream_name
      and (newer.app_name, newer.id) > (${app}, stream_action.id)
      and (newer.app_name, newer.id) < (${app}, '${AFTER_EVERY_ID}')
      and newer.outcome = 'SUCCEEDED' and newer.kind in (${kinds}))`);
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
