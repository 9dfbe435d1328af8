import { type ClientBase } from 'pg';

/**
 * Whether a connection leads directly to the server. A pooler reports its own process ids to clients. Through a pooler,
 * LISTEN succeeds but no notification arrives.
 */
export async function isDirect(client: ClientBase): Promise<boolean> {
  const { processID } = client as ClientBase & { readonly processID?: number };
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid === processID;
}
