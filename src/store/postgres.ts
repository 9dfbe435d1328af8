import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { type ClientBase, Pool } from 'pg';
import { createCarefulClient } from './postgres-client.js';
import { createSession, type Session } from './postgres-session.js';
import { type StoreTables } from './tables.js';

export interface PostgresOptions {
  /** `postgres://…` */
  readonly url: string;
  /**
   * Where the tables are. Default: wherever the user's search path leads, as a rule `public`. It travels with the start
   * of a connection, which poolers such as PgBouncer may refuse.
   */
  readonly schema?: string | undefined;
  /** How long connecting may take, and a statement. Default 1000: a request has better things to wait for. */
  readonly timeoutMs?: number | undefined;
  /** The most connections of this process. Default 8. */
  readonly connections?: number | undefined;
  /**
   * How old a connection may become. Default 4 to 5 minutes, at random, so that replicas do not reconnect together. A
   * name that leads to another server after a fail-over is looked up again no later.
   */
  readonly lifetimeMs?: number | undefined;
  /** Called for an idle connection that broke. */
  readonly onIdleFault?: ((fault: Error) => void) | undefined;
}

export interface Postgres {
  readonly db: Kysely<StoreTables>;
  readonly schema: string | undefined;
  /** Once or more often. */
  close(): Promise<void>;
}

const LIFETIME_MS = { least: 240_000, spread: 60_000 };

/** Opens the pool; the first statement connects. */
export function createPostgres(options: PostgresOptions): Postgres {
  const { url, schema, timeoutMs = 1000, connections = 8, onIdleFault } = options;
  const { lifetimeMs = LIFETIME_MS.least + Math.random() * LIFETIME_MS.spread } = options;
  const session = createSession(timeoutMs);
  // The pool awaits the result, although its types declare `void`.
  const onConnect = (client: ClientBase): unknown => session.prepare(client);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    maxLifetimeSeconds: lifetimeMs / 1000,
    keepAlive: true,
    application_name: 'apsara-live-gateway',
    onConnect,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
  });
  // Without a listener a connection that breaks while idle would end the process.
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
 * A pool that gives out no connection which is older than the last fault of one. After a fail-over all of them lead to
 * the old server: the first fault is enough to be rid of them, so that the second attempt gets a new connection.
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
