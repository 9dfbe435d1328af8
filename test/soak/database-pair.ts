import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresServer, type PostgresServer } from '../support/postgres-server.js';
import { createTcpProxy } from '../support/tcp-proxy.js';

/** A primary and its standby behind one address, which an operator leads to the new primary after a fail-over. */
export interface DatabasePair {
  /** DATABASE_URL of a gateway. */
  readonly url: string;
  /** The primary of the moment, for reading what was kept. */
  readonly directUrl: () => string;
  /** Makes the primary read-only, promotes its standby and creates another one. The old primary stays for a while. */
  failOver(): Promise<void>;
  close(): Promise<void>;
}

/** Longer than a gateway may use a connection to a demoted primary. */
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

/** What the primary commits from now on is on the standby, too. */
async function addStandby(primary: PostgresServer): Promise<PostgresServer> {
  const standby = await primary.createStandby();
  await set(primary, 'synchronous_standby_names', "'*'");
  return standby;
}

async function set(server: PostgresServer, setting: string, value: string): Promise<void> {
  await server.query(`alter system set ${setting} = ${value}`);
  await server.query('select pg_reload_conf()');
}
