import { existsSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import { codeOf } from '../stream/thrown.js';
import { closeOpenActions } from './close-open-actions.js';
import { copyRows, type Copied, type CopiedTable } from './copy-rows.js';
import { migrate } from './migrations/migrate.js';
import { createPostgres } from './postgres.js';
import { openSqlite, toSqlitePath, type Sqlite } from './sqlite.js';
import { type StoreTables } from './tables.js';

/** The timeout is long because no client waits for a statement of the move. */
const TIMEOUT_MS = 30_000;

const ACTIONS: CopiedTable = { name: 'stream_action', key: ['id'] };
const JOBS: CopiedTable = { name: 'bulk_job', key: ['id'] };
const EVENTS: CopiedTable = { name: 'stream_event', key: ['at_ms', 'identity'] };
const ITEMS: CopiedTable = { name: 'bulk_item', key: ['job_id', 'seq'] };

/** The reason why a store was not moved, in one line without an address. */
export class StoreNotMoved extends Error {
  override readonly name = 'StoreNotMoved';
}

export interface Moved {
  readonly actions: Copied;
  readonly jobs: Copied;
  readonly items: Copied;
  readonly events: Copied;
}

/**
 * Copies ledger, jobs and events from an SQLite file to PostgreSQL. No process may have the file open. Existing rows of
 * the target stay unchanged, so the copy can be repeated after a failure.
 * @throws StoreNotMoved
 */
export async function moveStore({
  from,
  to,
}: {
  readonly from: string;
  readonly to: string;
}): Promise<Moved> {
  if (!existsSync(toSqlitePath(from))) throw new StoreNotMoved('--from: there is no such file');
  const source = attemptToOpen(from);
  const target = createPostgres({ url: to, timeoutMs: TIMEOUT_MS, connections: 2 });
  try {
    if (!source.isAlone) throw new StoreNotMoved('--from: a gateway uses this file; stop it first');
    await explained('--from: the file', async () => {
      await migrate(source.db, { dialect: 'sqlite' });
      await closeOpenActions(source.db);
    });
    await explained('--to: the database', () => migrate(target.db, { dialect: 'postgres' }));
    return await explained('the copy', () => copy(source.db, target.db));
  } finally {
    await Promise.all([source.close(), target.close()]);
  }
}

async function copy(source: Kysely<StoreTables>, target: Kysely<StoreTables>): Promise<Moved> {
  const actions = await copyRows(source, target, ACTIONS);
  const items = { total: 0, copied: 0 };
  // A transaction copies a job together with its items. A replica that saw the job without its items would treat it as
  // finished.
  const copyItems = async (transaction: Kysely<StoreTables>, jobs: readonly unknown[]): Promise<void> => {
    for (const id of jobs) {
      const { total, copied } = await copyRows(source, transaction, ITEMS, { of: ['job_id', id] });
      items.total += total;
      items.copied += copied;
    }
  };
  const jobs = await copyRows(source, target, JOBS, {
    batch: 1,
    also: (transaction, rows) =>
      copyItems(
        transaction,
        rows.map(({ id }) => id),
      ),
  });
  const events = await copyEvents(source, target);
  return { actions, jobs, items, events };
}

/**
 * Keeps the positions, so that a subscriber can continue after the last event that it has received. If the target
 * already has events, these keep their positions and the copied events get new ones.
 */
async function copyEvents(source: Kysely<StoreTables>, target: Kysely<StoreTables>): Promise<Copied> {
  const there = await target.selectFrom('stream_event').select('position').limit(1).execute();
  if (there.length > 0) return copyRows(source, target, EVENTS, { without: 'position' });
  const events = await copyRows(source, target, EVENTS);
  await sql`select setval(pg_get_serial_sequence('stream_event', 'position'), max(position))
    from stream_event having max(position) is not null`.execute(target);
  return events;
}

function attemptToOpen(from: string): Sqlite {
  try {
    return openSqlite(from);
  } catch (cause) {
    throw toNotMoved('--from: the file', cause);
  }
}

async function explained<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw toNotMoved(what, cause);
  }
}

/** The message of a driver can contain user, host and values, so only its code is reported. */
function toNotMoved(what: string, cause: unknown): StoreNotMoved {
  if (cause instanceof StoreNotMoved) return cause;
  if (cause instanceof RangeError) return new StoreNotMoved(cause.message, { cause });
  return new StoreNotMoved(`${what} failed (${codeOf(cause) ?? 'no code'})`, { cause });
}
