/** The tables as Kysely sees them. One interface a table; a migration that adds one adds it here. */
export interface StoreTables {
  readonly schema_migration: SchemaMigrationTable;
  readonly stream_action: StreamActionTable;
}

export interface SchemaMigrationTable {
  readonly name: string;
}

/** Times are milliseconds since 1970; PostgreSQL hands them out as text. */
export interface StreamActionTable {
  readonly id: string;
  readonly domain_name: string;
  readonly app_name: string;
  readonly stream_name: string;
  readonly kind: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly until_ms: number | string | null;
  readonly correlation_id: string;
  readonly job_id: string | null;
  readonly outcome: string;
  readonly request_id: string | null;
  readonly code: string | null;
  readonly started_at_ms: number | string;
  readonly finished_at_ms: number | string | null;
}
