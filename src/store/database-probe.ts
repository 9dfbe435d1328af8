import { Client } from 'pg';
import { codeOf } from '../stream/thrown.js';

/** What a look at a PostgreSQL database has shown. It changes nothing. */
export interface DatabaseFacts {
  /** Such as 170005. */
  readonly versionNumber: number;
  /** Whether a pooler stands between: its process ids are not those of the server. */
  readonly isPooled: boolean;
  /** Whether the server takes no writes, as a standby does. */
  readonly isReadOnly: boolean;
  /** Whether the user may make tables in its schema. */
  readonly mayCreate: boolean;
  /** How far the clock of the database is ahead of this machine's, in milliseconds. */
  readonly clockAheadMs: number;
}

/** @throws Error with a code of Node.js or PostgreSQL, and a message that may hold hosts and users */
export async function probeDatabase(url: string, timeoutMs: number): Promise<DatabaseFacts> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'apsara-live-gateway doctor',
  });
  // Without a listener a connection that breaks would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const sentAtMs = Date.now();
    const { rows } = await client.query<
      Record<'version' | 'pid' | 'at', number> & Record<'standby' | 'create', boolean>
    >(
      `select current_setting('server_version_num')::int as version, pg_backend_pid() as pid,
        pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as standby,
        coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as create,
        (extract(epoch from clock_timestamp()) * 1000)::float8 as at`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the database gave no answer');
    const { processID } = client as Client & { readonly processID?: number };
    return {
      versionNumber: row.version,
      isPooled: row.pid !== processID,
      isReadOnly: row.standby,
      mayCreate: row.create,
      clockAheadMs: row.at - (sentAtMs + Date.now()) / 2,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Why a database cannot be used, in one word of a closed list. */
export type DatabaseReason = 'unreachable' | 'refused' | 'missing' | 'certificate' | 'timeout' | 'failed';

const REASONS: Readonly<Record<string, DatabaseReason>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ECONNRESET: 'unreachable',
  ETIMEDOUT: 'timeout',
  // PostgreSQL: the password, the user, the database.
  '28P01': 'refused',
  '28000': 'refused',
  '3D000': 'missing',
};

export function toDatabaseReason(thrown: unknown): DatabaseReason {
  const code = codeOf(thrown) ?? '';
  if (/CERT|SSL|TLS|SELF_SIGNED/.test(code)) return 'certificate';
  const known = REASONS[code];
  if (known !== undefined) return known;
  return thrown instanceof Error && /timeout/i.test(thrown.message) ? 'timeout' : 'failed';
}
