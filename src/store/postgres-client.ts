import { type PostgresPoolClient } from 'kysely';
import { type PoolClient } from 'pg';
import { type Session } from './postgres-session.js';
import { isConnectionFault } from './unavailable.js';

export interface CarefulClientOptions {
  readonly session: Session;
  /** Called when the connection can no longer be used. */
  readonly onFault: (client: object) => void;
}

/**
 * A client that closes its connection on release if the connection broke, or if its server was demoted or is stopping.
 */
export function createCarefulClient(
  client: PoolClient,
  { session, onFault }: CarefulClientOptions,
): PostgresPoolClient {
  let isBroken = false;
  const onBreak = (): void => {
    isBroken = true;
    onFault(client);
  };
  // Without a listener, a connection that breaks while it is in use would end the process. The next statement on it
  // fails soon enough.
  client.on('error', onBreak);
  const send = client.query.bind(client) as unknown as (...query: readonly unknown[]) => Promise<unknown>;
  const query = async (text: unknown, ...rest: readonly unknown[]): Promise<unknown> => {
    try {
      const result = await send(text === 'begin' ? session.begin(client) : text, ...rest);
      // A query of several statements returns several results.
      return Array.isArray(result) ? (result as unknown[])[0] : result;
    } catch (thrown) {
      if (isConnectionFault(thrown)) onBreak();
      throw thrown;
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: () => {
      client.off('error', onBreak);
      client.release(isBroken);
    },
  };
}
