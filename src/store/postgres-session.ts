import { type ClientBase } from 'pg';

export interface Session {
  /** For each new connection, before it is used. */
  prepare(client: ClientBase): Promise<void>;
  /** The statement that begins a transaction on this connection. */
  begin(client: object): string;
}

/** How many statements' time a transaction may stand still. */
const IDLE_STATEMENTS = 10;

/**
 * The server gives a statement up when its client does, so that no lock is held for a client that has stopped
 * listening. PgBouncer refuses such a setting at the start of a connection, and in transaction mode a setting of the
 * session would reach the connections of others. So it is set by a statement where the connection leads straight to
 * the server, else for each transaction. Through a pooler a statement outside of a transaction has the limit of its
 * role alone.
 */
export function createSession(timeoutMs: number): Session {
  const idleMs = IDLE_STATEMENTS * timeoutMs;
  const pooled = new WeakSet<object>();
  const beginPooled =
    `begin; set local statement_timeout = ${timeoutMs}; ` +
    `set local idle_in_transaction_session_timeout = ${idleMs}`;
  return {
    async prepare(client) {
      // A pooler gives its clients process ids of its own.
      const { processID } = client as ClientBase & { readonly processID?: number };
      const { rowCount } = await client.query(
        `select set_config('statement_timeout', $1, false),
          set_config('idle_in_transaction_session_timeout', $2, false)
        where pg_backend_pid() = $3`,
        [String(timeoutMs), String(idleMs), processID ?? 0],
      );
      if (rowCount === 0) pooled.add(client);
    },
    begin: (client) => (pooled.has(client) ? beginPooled : 'begin'),
  };
}
