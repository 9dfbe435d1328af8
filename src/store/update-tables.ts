import { type Kysely } from 'kysely';
import { isMigrated, migrate } from './migrations/migrate.js';
import { type Dialect } from './migrations/migration.js';
import { type PostgresOptions } from './postgres.js';
import { type StoreTables } from './tables.js';

/**
 * The timeout of each statement of a migration. An index on ten million actions takes less than a minute, and another
 * replica can hold the lock for as long.
 */
const MIGRATION_TIMEOUT_MS = 3_600_000;

export interface UpdateOptions extends PostgresOptions {
  /** Called before tables are migrated in PostgreSQL. */
  readonly onMigration?: (() => void) | undefined;
}

/**
 * Applies the missing migrations. In PostgreSQL they use a connection of their own, because the statements of requests
 * have a timeout that is much shorter than the time for an index on a large table.
 */
export async function updateTables(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  { onMigration, ...options }: UpdateOptions,
): Promise<void> {
  if (dialect === 'sqlite') {
    await migrate(db, { dialect });
    return;
  }
  if (await isMigrated(db)) return;
  onMigration?.();
  const { createPostgres } = await import('./postgres.js');
  const slow = createPostgres({ ...options, connections: 1, statementMs: MIGRATION_TIMEOUT_MS });
  try {
    await migrate(slow.db, { dialect });
  } finally {
    await slow.close();
  }
}
