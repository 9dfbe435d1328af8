import { sql } from 'kysely';
import { type PermitStore } from '../guard/permit-store.js';
import { codeOf } from '../stream/thrown.js';
import { PostgresPermitStore } from './budget.postgres.js';
import { migrate } from './migrations/migrate.js';
import { MigratedPermitStore } from './migrated-permits.js';
import { createPostgres, type PostgresOptions } from './postgres.js';
import { isAway } from './unavailable.js';

export interface SharedStoreOptions extends PostgresOptions {
  /** Whether to begin although the database is away; the tables follow when it is back. Default false. */
  readonly mayBeAway?: boolean | undefined;
}

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
export async function openSharedStore(options: SharedStoreOptions): Promise<SharedStore> {
  const postgres = createPostgres(options);
  const update = () => migrate(postgres.db, { dialect: 'postgres' });
  let permits: PermitStore = new PostgresPermitStore(postgres.pool);
  try {
    await update();
  } catch (cause) {
    if (options.mayBeAway !== true || !isAway(cause)) {
      await postgres.close();
      throw toStartFault(cause);
    }
    permits = new MigratedPermitStore(permits, update);
  }
  return {
    permits,
    async check() {
      await sql`select 1`.execute(postgres.db);
    },
    close: () => postgres.close(),
  };
}

function toStartFault(cause: unknown): Error {
  const code = codeOf(cause);
  const reason = code === undefined ? '' : ` (${code})`;
  const says = `DATABASE_URL: the database cannot be used${reason}; is it running, and may this user create tables?`;
  return new Error(says, { cause });
}
