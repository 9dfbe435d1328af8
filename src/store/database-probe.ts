import { Client } from 'pg';
import { type StoreReason } from '../stream/reasons.js';
import { isDirect } from './direct-connection.js';
import { toStoreReason } from './store-reason.js';

/** Facts about a PostgreSQL database, from reads only. */
export interface DatabaseFacts {
  /** For example 170005. */
  readonly versionNumber: number;
  /** Whether a pooler is between the client and the server. Its process ids differ from those of the server. */
  readonly isPooled: boolean;
  /** Whether the server refuses writes. A standby server does. */
  readonly isReadOnly: boolean;
  /** Whether the user can create tables in its schema. */
  readonly mayCreate: boolean;
  /** How far the clock of the database is ahead of the local clock, in milliseconds. */
  readonly clockAheadMs: number;
}

/** @returns the facts, or the reason why the database cannot be used */
export async function probeDatabase(url: string, timeoutMs: number): Promise<DatabaseFacts | StoreReason> {
  try {
    return await readFacts(url, timeoutMs);
  } catch (thrown) {
    return toStoreReason(thrown);
  }
}

async function readFacts(url: string, timeoutMs: number): Promise<DatabaseFacts> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'apsara-live-gateway doctor',
  });
  // Without a listener, a connection that breaks would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const sentAtMs = Date.now();
    const { rows } = await client.query<
      Record<'version' | 'at', number> & Record<'standby' | 'create', boolean>
    >(
      `select current_setting('server_version_num')::int as version,
        pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as standby,
        coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as create,
        (extract(epoch from clock_timestamp()) * 1000)::float8 as at`,
    );
    const receivedAtMs = Date.now();
    const [row] = rows;
    if (row === undefined) throw new Error('the database gave no answer');
    return {
      versionNumber: row.version,
      isPooled: !(await isDirect(client)),
      isReadOnly: row.standby,
      mayCreate: row.create,
      clockAheadMs: row.at - (sentAtMs + receivedAtMs) / 2,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}
