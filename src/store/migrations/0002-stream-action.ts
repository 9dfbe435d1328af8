import { sql } from 'kysely';
import { type Migration } from './migration.js';

/**
 * The ledger. Ids begin with the time, so their order is the time order. Names are compared byte by byte: PostgreSQL
 * gets the collation "C" for them, and SQLite compares in this way by default.
 */
export const streamAction: Migration = {
  name: '0002-stream-action',
  up: async (db, dialect) => {
    const bytewise = sql.raw(dialect === 'postgres' ? 'collate "C"' : '');
    await sql`
      create table stream_action (
        id text ${bytewise} primary key,
        domain_name text ${bytewise} not null,
        app_name text ${bytewise} not null,
        stream_name text ${bytewise} not null,
        kind text not null,
        subject text not null,
        reason text,
        until_ms bigint,
        correlation_id text not null,
        job_id text,
        outcome text not null,
        request_id text,
        code text,
        started_at_ms bigint not null,
        finished_at_ms bigint
      )`.execute(db);
    await sql`create index stream_action_stream on stream_action (domain_name, stream_name, app_name, id)`.execute(
      db,
    );
    await sql`create index stream_action_age on stream_action (started_at_ms)`.execute(db);
    await sql`create index stream_action_open on stream_action (outcome) where outcome = 'PENDING'`.execute(
      db,
    );
  },
};
