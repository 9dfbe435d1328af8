import { type ClientBase } from 'pg';

export interface Session {
  /** Called for each new connection, before it is used. */
  prepare(client: ClientBase): Promise<void>;
  /** The statement that begins a transaction on this connection. */
  begin(client: object): string;
}

/** How long a transaction can be idle, in timeouts. */
const IDLE_STATEMENTS = 10;

/**
 * Makes the server cancel a statement when the client's timeout passes, so that the server holds no lock for a client
 * that no longer waits. PgBouncer refuses such a setting at the start of a connection. In its transaction mode, a
 * session setting would affect other clients. Therefore a statement sets the timeout for the session on a direct
 * connection, and for each transaction otherwise. Through a pooler, a statement outside a transaction has only the
 * timeout of its database role.
 */
export function createSession(timeoutMs: number, statementMs: number): Session {
  const idleMs = IDLE_STATEMENTS * timeoutMs;
  const pooled = new WeakSet<object>();
  const beginPooled =
    `begin; set local statement_timeout = ${statementMs}; ` +
    `set local idle_in_transaction_session_timeout = ${idleMs}`;
  return {
    async prepare(client) {
      // A pooler reports its own process ids to clients. On a pooled connection this statement matches no row.
      const { processID } = client as ClientBase & { readonly processID?: number };
      const { rowCount } = await client.query(
        `select set_config('statement_timeout', $1, false),
          set_config('idle_in_transaction_session_timeout', $2, false)
        where pg_backend_pid() = $3`,
        [String(statementMs), String(idleMs), processID ?? 0],
      );
      if (rowCount === 0) pooled.add(client);
    },
    begin: (client) => (pooled.has(client) ? beginPooled : 'begin'),
  };
}
