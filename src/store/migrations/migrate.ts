import { sql, type Kysely, type Transaction } from 'kysely';
import { sqlStateOf } from '../store-reason.js';
import { type StoreTables } from '../tables.js';
import { MIGRATIONS } from './list.js';
import { type Dialect, type Migration } from './migration.js';

/** The advisory lock of migrations ("apsara" as a number), so that replicas that start together migrate in turn. */
const LOCK = 107_112_115_097;
/** How long a statement of a migration waits for a table that a long transaction uses. */
const LOCK_WAIT = '1s';

/** The code of PostgreSQL for a table that does not exist. */
const NO_TABLE = '42P01';

async function applied(db: Kysely<StoreTables>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('schema_migration').select('name').execute();
  return new Set(rows.map(({ name }) => name));
}

function missingOf(all: readonly Migration[], dialect: Dialect, done: ReadonlySet<string>): Migration[] {
  return all.filter(({ name, only = dialect }) => only === dialect && !done.has(name));
}

/** Returns whether a PostgreSQL database has these migrations. It takes no lock. */
export async function isMigrated(
  db: Kysely<StoreTables>,
  migrations: readonly Migration[],
): Promise<boolean> {
  try {
    return missingOf(migrations, 'postgres', await applied(db)).length === 0;
  } catch (thrown) {
    if (sqlStateOf(thrown) === NO_TABLE) return false;
    throw thrown;
  }
}

async function apply(
  db: Transaction<StoreTables>,
  dialect: Dialect,
  all: readonly Migration[],
): Promise<string[]> {
  await db.schema
    .createTable('schema_migration')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .execute();
  const missing = missingOf(all, dialect, await applied(db));
  for (const { name, up } of missing) {
    // A migration knows only the tables of its own version, so it gets a database without table types.
    await up(db as unknown as Kysely<never>, dialect);
    await db.insertInto('schema_migration').values({ name }).execute();
  }
  return missing.map(({ name }) => name);
}

/**
 * Updates the schema: applies all missing migrations in one transaction, or none. Ignores migrations of newer versions,
 * so that an older replica still starts during a rollout.
 *
 * @returns the names of the applied migrations
 */
export function migrate(
  db: Kysely<StoreTables>,
  {
    dialect,
    migrations = MIGRATIONS,
  }: { readonly dialect: Dialect; readonly migrations?: readonly Migration[] },
): Promise<string[]> {
  return db.transaction().execute(async (transaction) => {
    if (dialect === 'postgres') {
      await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
      // While a statement waits for a table, all later statements of other replicas on this table wait too.
      await sql`select set_config('lock_timeout', ${LOCK_WAIT}, true)`.execute(transaction);
    }
    return apply(transaction, dialect, migrations);
  });
}
