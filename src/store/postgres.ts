import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient } from 'pg';
import { type StoreTables } from './tables.js';
import { isConnectionFault } from './unavailable.js';

export interface PostgresOptions {
  /** `postgres://…` */
  readonly url: string;
  /** Where the tables are. Default: wherever the user's search path leads, as a rule `public`. */
  readonly schema?: string | undefined;
  /** How long connecting may take, and a statement. Default 1000: a request has better things to wait for. */
  readonly timeoutMs?: number | undefined;
  /** The most connections of this process. Default 8. */
  readonly connections?: number | undefined;
  /** Told of a connection that broke while nobody used it. */
  readonly onIdleFault?: ((fault: Error) => void) | undefined;
}

export interface Postgres {
  readonly db: Kysely<StoreTables>;
  readonly pool: Pool;
  readonly schema: string | undefined;
  /** Once or more often. */
  close(): Promise<void>;
}

/** A connection that failed without a word from the server goes; the next user gets a new one. */
function toCareful(client: PoolClient): PostgresPoolClient {
  let broken = false;
  // Without a listener a connection that breaks while it is held would end the process: its holder's next statement
  // says so soon enough.
  const onBreak = (): void => {
    broken = true;
  };
  client.on('error', onBreak);
  const send = client.query.bind(client) as unknown as (...query: readonly unknown[]) => Promise<unknown>;
  const query = async (...parts: readonly unknown[]): Promise<unknown> => {
    try {
      return await send(...parts);
    } catch (thrown) {
      broken ||= isConnectionFault(thrown);
      throw thrown;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: () => {
      client.off('error', onBreak);
      client.release(broken);
    },
  };
}

/** Opens the pool; the first statement connects. */
export function createPostgres(options: PostgresOptions): Postgres {
  const { url, schema, timeoutMs = 1000, connections = 8, onIdleFault } = options;
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    // The server gives up too, so that no lock is held for somebody who has stopped listening.
    statement_timeout: timeoutMs,
    idle_in_transaction_session_timeout: 10 * timeoutMs,
    keepAlive: true,
    application_name: 'apsara-live-gateway',
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', (fault) => {
    onIdleFault?.(fault);
  });
  const careful: PostgresPool = {
    connect: async () => toCareful(await pool.connect()),
    end: () => pool.end(),
    options: {},
  };
  let closed: Promise<void> | undefined;
  return {
    db: new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool: careful }) }),
    pool,
    schema,
    close: () => (closed ??= pool.end()),
  };
}
