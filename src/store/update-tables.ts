import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { isMigrated, migrate } from './migrations/migrate.js';
import { MIGRATIONS } from './migrations/list.js';
import { type Dialect, type Migration } from './migrations/migration.js';
import { type PostgresOptions } from './postgres.js';
import { sqlStateOf } from './store-reason.js';
import { type StoreTables } from './tables.js';

/**
 * The timeout of each statement of a migration. An index on ten million actions takes less than two minutes, and
 * another replica can hold the lock of migrations for as long.
 */
const MIGRATION_TIMEOUT_MS = 3_600_000;
/** The code of PostgreSQL if a table is not free in time. */
const LOCK_NOT_AVAILABLE = '55P03';
/** How often a migration is tried whose tables are not free, and the pause in between, in which others can use them. */
const LOCK_TRIES = 5;
const LOCK_PAUSE_MS = 2_000;

export interface UpdateOptions extends PostgresOptions {
  /** Called before tables are migrated in PostgreSQL. */
  readonly onMigration?: (() => void) | undefined;
  /** Default: all migrations. */
  readonly migrations?: readonly Migration[] | undefined;
}

/**
 * Applies the missing migrations. In PostgreSQL they use a connection of their own, because the statements of requests
 * have a timeout that is much shorter than the time for an index on a large table.
 */
export async function updateTables(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  { onMigration, migrations = MIGRATIONS, ...options }: UpdateOptions,
): Promise<void> {
  // A read-only server refuses the migration at once.
  if (dialect === 'sqlite' || (await isReadOnly(db))) {
    await migrate(db, { dialect, migrations });
    return;
  }
  if (await isMigrated(db, migrations)) return;
  onMigration?.();
  const { createPostgres } = await import('./postgres.js');
  const slow = createPostgres({ ...options, connections: 1, statementMs: MIGRATION_TIMEOUT_MS });
  try {
    await migrateWhenFree(slow.db, migrations);
  } finally {
    await slow.close();
  }
}

/** A standby server and a server in read-only mode are read-only. */
export async function isReadOnly(db: Kysely<StoreTables>): Promise<boolean> {
  const { rows } = await sql<{ setting: string }>`
    select current_setting('transaction_read_only') as setting`.execute(db);
  return rows[0]?.setting === 'on';
}

async function migrateWhenFree(db: Kysely<StoreTables>, migrations: readonly Migration[]): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await migrate(db, { dialect: 'postgres', migrations });
      return;
    } catch (thrown) {
      if (sqlStateOf(thrown) !== LOCK_NOT_AVAILABLE || tries === LOCK_TRIES) throw thrown;
    }
    await sleep(LOCK_PAUSE_MS);
  }
}
