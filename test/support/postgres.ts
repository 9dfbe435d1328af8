import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { migrate } from '../../src/store/migrations/migrate.js';
import { createPostgres, type Postgres } from '../../src/store/postgres.js';

const HERE = 'postgres://postgres@127.0.0.1:5432/test';
const url = process.env['TEST_DATABASE_URL'] ?? HERE;

async function answers(): Promise<boolean> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 1000 });
  try {
    await pool.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await pool.end();
  }
}

/** Whether a PostgreSQL is available. Without one its tests are skipped, and in CI they fail. */
export const hasPostgres = process.env['CI'] !== undefined || (await answers());
if (!hasPostgres)
  process.stderr.write(
    'No PostgreSQL answers on 127.0.0.1:5432 (or TEST_DATABASE_URL): its tests are skipped.\n',
  );

export interface Database {
  readonly schema: string;
  readonly url: string;
  /** Returns the URL with the schema, for DATABASE_URL of a gateway. `port` replaces the port. */
  gatewayUrl(port?: number): string;
  /** Creates another client of the schema, as another replica has. `through` replaces the port. */
  connect(through?: { readonly port: number; readonly timeoutMs?: number }): Postgres;
  drop(): Promise<void>;
}

/** Creates and migrates a new schema. `drop` also closes all its clients. */
export async function createDatabase(): Promise<Database> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const clients: Postgres[] = [];
  const admin = new Pool({ connectionString: url, max: 1 });
  await admin.query(`create schema ${schema}`);
  const connect: Database['connect'] = (through) => {
    const address = new URL(url);
    if (through !== undefined) address.port = String(through.port);
    const client = createPostgres({ url: address.href, schema, timeoutMs: through?.timeoutMs });
    clients.push(client);
    return client;
  };
  await migrate(connect().db, { dialect: 'postgres' });
  return {
    schema,
    url,
    gatewayUrl: (port) => {
      const address = new URL(url);
      if (port !== undefined) address.port = String(port);
      address.searchParams.set('options', `-c search_path=${schema}`);
      return address.href;
    },
    connect,
    drop: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await admin.query(`drop schema ${schema} cascade`);
      await admin.end();
    },
  };
}
