import { type ClientBase } from 'pg';

/**
 * Whether a connection leads straight to the server. A pooler gives its clients process ids of its own; LISTEN succeeds
 * there, and nothing is ever announced.
 */
export async function isDirect(client: ClientBase): Promise<boolean> {
  const { processID } = client as ClientBase & { readonly processID?: number };
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid === processID;
}
