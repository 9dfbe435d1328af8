import { sql, type Kysely, type Transaction } from 'kysely';
import { type StoreTables } from '../tables.js';
import { MIGRATIONS } from './list.js';
import { type Dialect, type Migration } from './migration.js';

/** "apsara" in a number: the migrating replica holds this lock, so that replicas that start together take turns. */
const LOCK = 107_112_115_097;

async function applied(db: Kysely<StoreTables>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('schema_migration').select('name').execute();
  return new Set(rows.map(({ name }) => name));
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
  const done = await applied(db);
  const missing = all.filter(({ name, only = dialect }) => only === dialect && !done.has(name));
  for (const { name, up } of missing) {
    // A step knows only the tables of its own time, so that it is given none.
    await up(db as unknown as Kysely<never>, dialect);
    await db.insertInto('schema_migration').values({ name }).execute();
  }
  return missing.map(({ name }) => name);
}

/**
 * Brings the schema up to date: all missing steps in one transaction, or none. Steps that a newer version has made
 * are left alone, so that an older replica goes on during a roll-out.
 *
 * @returns the names of the steps that were made
 */
export function migrate(
  db: Kysely<StoreTables>,
  {
    dialect,
    migrations = MIGRATIONS,
  }: { readonly dialect: Dialect; readonly migrations?: readonly Migration[] },
): Promise<string[]> {
  return db.transaction().execute(async (transaction) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    return apply(transaction, dialect, migrations);
  });
}
