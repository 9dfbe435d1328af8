import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresServer, type PostgresServer } from '../support/postgres-server.js';
import { createTcpProxy } from '../support/tcp-proxy.js';

/** A primary and its standby behind one address, which `failOver` leads to the new primary. */
export interface DatabasePair {
  /** The DATABASE_URL of a gateway. */
  readonly url: string;
  /** Returns the URL of the present primary, to read the stored data. */
  readonly directUrl: () => string;
  /**
   * Makes the primary read-only, promotes its standby and adds another one. Drops the old primary
   * after 10 s.
   */
  failOver(): Promise<void>;
  close(): Promise<void>;
}

/** Longer than the time for which a gateway may use a connection to a demoted primary. */
const OLD_PRIMARY_MS = 10_000;

export async function createDatabasePair(): Promise<DatabasePair> {
  let primary = await createPostgresServer();
  let standby = await addStandby(primary);
  const proxy = await createTcpProxy({ host: '127.0.0.1', port: primary.port });
  const dropped: Promise<void>[] = [];
  return {
    url: primary.url('postgres', proxy.port),
    directUrl: () => primary.url(),
    async failOver() {
      const old = primary;
      await set(old, 'default_transaction_read_only', 'on');
      await standby.promote();
      proxy.lead(standby.port);
      primary = standby;
      standby = await addStandby(primary);
      dropped.push(sleep(OLD_PRIMARY_MS).then(() => old.drop()));
    },
    async close() {
      await proxy.close();
      await Promise.all(dropped);
      await standby.drop();
      await primary.drop();
    },
  };
}

/** Adds a synchronous standby: every commit of the primary from now on is also on the standby. */
async function addStandby(primary: PostgresServer): Promise<PostgresServer> {
  const standby = await primary.createStandby();
  await set(primary, 'synchronous_standby_names', "'*'");
  return standby;
}

async function set(server: PostgresServer, setting: string, value: string): Promise<void> {
  await server.query(`alter system set ${setting} = ${value}`);
  await server.query('select pg_reload_conf()');
}
