import { type Generated } from 'kysely';

/** The tables as Kysely sees them: one interface per table. A migration that adds a table adds its interface here. */
export interface StoreTables {
  readonly schema_migration: SchemaMigrationTable;
  readonly stream_action: StreamActionTable;
  readonly bulk_job: BulkJobTable;
  readonly bulk_item: BulkItemTable;
  readonly stream_event: StreamEventTable;
}

export interface SchemaMigrationTable {
  readonly name: string;
}

/** Times are milliseconds since 1970. PostgreSQL returns them as text. */
export interface StreamActionTable {
  readonly id: string;
  /** The name of the account; `default` in rows of earlier versions. */
  readonly account: string;
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
  /** The database fills it in PostgreSQL. Null in rows of earlier versions. */
  readonly written_at_ms?: number | string | null;
}

export interface BulkJobTable {
  readonly id: string;
  /** The name of the account; `default` in rows of earlier versions. */
  readonly account: Generated<string>;
  readonly domain_name: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly idempotency_key: string | null;
  /** Null in jobs of earlier versions. */
  readonly request_hash: string | null;
  readonly correlation_id: string;
  readonly state: string;
  readonly total: number;
  readonly resumed: Generated<number>;
  readonly failed: Generated<number>;
  readonly cancelled: Generated<number>;
  readonly skipped: Generated<number>;
  /** JSON; null in jobs of versions that did not store claims. */
  readonly claims: string | null;
  /** JSON, each app once; null in jobs of earlier versions and in jobs with too many apps. */
  readonly apps: string | null;
  readonly started_at_ms: number | string;
  readonly finished_at_ms: number | string | null;
  /** The replica that works on the job until `leased_until_ms`. */
  readonly holder: string | null;
  readonly leased_until_ms: Generated<number | string>;
  /** A new number for each lease of the job. */
  readonly lease_number: Generated<number>;
  /** Null in PostgreSQL and in jobs of earlier versions. */
  readonly written_at_ms?: number | string | null;
}

/** Without the columns for leases of single items, which only an earlier version uses. */
export interface BulkItemTable {
  readonly job_id: string;
  readonly seq: number;
  readonly app_name: string;
  readonly stream_name: string;
  readonly outcome: Generated<string>;
  readonly request_id: string | null;
  readonly code: string | null;
  /** 1 or 0; null if unknown. */
  readonly was_forbidden: Generated<number | null>;
  readonly attempts: Generated<number>;
  readonly unanswered: Generated<number>;
  readonly due_at_ms: Generated<number | string>;
}

export interface StreamEventTable {
  readonly position: Generated<number | string>;
  readonly identity: string;
  readonly domain_name: string;
  /** `*` for a resume of every app. */
  readonly app_name: string;
  readonly stream_name: string;
  readonly kind: string;
  readonly source: string;
  readonly action_id: string | null;
  readonly until_ms: number | string | null;
  /** 1 if the domain is known to belong to the account, otherwise 0. */
  readonly domain_known: number;
  readonly at_ms: number | string;
}
