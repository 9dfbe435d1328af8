import { sql } from 'kysely';
import { type Migration } from './migration.js';

/** Bulk jobs and their items. A leased item belongs to one replica until `leased_until_ms`. */
export const bulkJob: Migration = {
  name: '0003-bulk-job',
  up: async (db, dialect) => {
    const bytewise = sql.raw(dialect === 'postgres' ? 'collate "C"' : '');
    await sql`
      create table bulk_job (
        id text primary key,
        domain_name text not null,
        subject text not null,
        reason text,
        idempotency_key text,
        correlation_id text not null,
        state text not null,
        total integer not null,
        resumed integer not null default 0,
        failed integer not null default 0,
        cancelled integer not null default 0,
        started_at_ms bigint not null,
        finished_at_ms bigint,
        unique (subject, idempotency_key)
      )`.execute(db);
    await sql`
      create table bulk_item (
        job_id text not null references bulk_job (id),
        seq integer not null,
        app_name text ${bytewise} not null,
        stream_name text ${bytewise} not null,
        outcome text not null default 'PENDING',
        request_id text,
        code text,
        attempts integer not null default 0,
        lost integer not null default 0,
        due_at_ms bigint not null default 0,
        leased_by text,
        leased_until_ms bigint not null default 0,
        primary key (job_id, seq)
      )`.execute(db);
    await sql`create index bulk_job_open on bulk_job (state) where finished_at_ms is null`.execute(db);
    await sql`create index bulk_item_open on bulk_item (job_id, seq) where outcome = 'PENDING'`.execute(db);
  },
};
