import { sql } from 'kysely';
import { type PermitStore } from '../guard/permit-store.js';
import { PostgresPermitStore } from './budget.postgres.js';
import { migrate } from './migrations/migrate.js';
import { createPostgres, type PostgresOptions } from './postgres.js';

/** What replicas share. */
export interface SharedStore {
  readonly permits: PermitStore;
  /** Rejects while the database is away. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the PostgreSQL that all replicas share and brings its tables up to date, under a lock.
 * @throws Error in one line, without the address or what it holds, where it cannot be used at the start
 */
export async function openSharedStore(options: PostgresOptions): Promise<SharedStore> {
  const postgres = createPostgres(options);
  try {
    await migrate(postgres.db, { dialect: 'postgres' });
  } catch (cause) {
    await postgres.close();
    const code =
      typeof cause === 'object' && cause !== null && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new Error(
      `DATABASE_URL: the database cannot be used${code}; is it running, and may this user create tables?`,
      {
        cause,
      },
    );
  }
  return {
    permits: new PostgresPermitStore(postgres.pool),
    async check() {
      await sql`select 1`.execute(postgres.db);
    },
    close: () => postgres.close(),
  };
}
