import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { type ClientBase, Pool } from 'pg';
import { createCarefulClient } from './postgres-client.js';
import { createSession, type Session } from './postgres-session.js';
import { type StoreTables } from './tables.js';

export interface PostgresOptions {
  /** `postgres://…` */
  readonly url: string;
  /**
   * The schema of the tables. Default: the search path of the user, usually `public`. The schema is sent as a startup
   * option of the connection, and poolers such as PgBouncer can refuse it.
   */
  readonly schema?: string | undefined;
  /**
   * The timeout for connecting and for each statement, in milliseconds. Default 1000, because a request waits for it.
   */
  readonly timeoutMs?: number | undefined;
  /** The timeout for each statement, in milliseconds, if it differs from `timeoutMs`. */
  readonly statementMs?: number | undefined;
  /** The maximum number of connections of this process. Default 8. */
  readonly connections?: number | undefined;
  /**
   * The maximum age of a connection, in milliseconds. Default 240,000 to 300,000, at random, so that replicas do not
   * reconnect at the same time. After a failover, the host name is resolved again within this time.
   */
  readonly lifetimeMs?: number | undefined;
  /** Called when an idle connection breaks. */
  readonly onIdleFault?: ((fault: Error) => void) | undefined;
}

export interface Postgres {
  readonly db: Kysely<StoreTables>;
  readonly schema: string | undefined;
  /** Can be called more than once. */
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 10_000;
const LIFETIME_MS = { least: 240_000, spread: 60_000 };

/** Creates the pool. The first statement connects. */
export function createPostgres(options: PostgresOptions): Postgres {
  const { url, schema, timeoutMs = 1000, connections = 8, onIdleFault } = options;
  const { statementMs = timeoutMs, lifetimeMs = LIFETIME_MS.least + Math.random() * LIFETIME_MS.spread } =
    options;
  const session = createSession(timeoutMs, statementMs);
  // The pool awaits the result, although its types declare `void`.
  const onConnect = (client: ClientBase): unknown => session.prepare(client);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: statementMs,
    maxLifetimeSeconds: lifetimeMs / 1000,
    keepAlive: true,
    // Otherwise the system waits two hours before it looks whether the server still exists.
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: 'apsara-live-gateway',
    onConnect,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (fault) => {
    onIdleFault?.(fault);
  });
  let closed: Promise<void> | undefined;
  return {
    db: new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool: toCarefulPool(pool, session) }) }),
    schema,
    close: () => (closed ??= pool.end()),
  };
}

/**
 * A pool that closes all connections from before the last connection fault. After a failover, all of them lead to the
 * old server. After the first fault the pool discards them, so that the second attempt gets a new connection.
 */
function toCarefulPool(pool: Pool, session: Session): PostgresPool {
  const madeIn = new WeakMap<object, number>();
  let generation = 0;
  pool.on('connect', (client) => {
    madeIn.set(client, generation);
  });
  const onFault = (client: object): void => {
    if (madeIn.get(client) === generation) generation += 1;
  };
  return {
    connect: async () => {
      for (;;) {
        const client = await pool.connect();
        if (madeIn.get(client) === generation) return createCarefulClient(client, { session, onFault });
        client.release(true);
      }
    },
    end: () => pool.end(),
    options: {},
  };
}
