import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type StoreTables } from './tables.js';

/**
 * Whether the row `action` is a forbid that has taken effect, may have taken effect, or can still take effect. A cut
 * does not forbid a stream.
 */
const FORBIDS = sql`action.kind = 'FORBID' and action.outcome not in ('NOT_SENT', 'REJECTED')`;

/** The time on one clock for all replicas that is never set back; see the migrations that add the columns. */
const writtenAtMs = (table: string): RawBuilder<number> =>
  sql`coalesce(${sql.ref(`${table}.written_at_ms`)}, ${sql.ref(`${table}.started_at_ms`)})`;

/**
 * Whether the stream of `bulk_item` was forbidden after its job `bulk_job` was started. A condition for a statement
 * over both tables. It makes one lookup in the index of a stream's actions.
 */
export function forbiddenSinceStart(bytewise: RawBuilder<unknown>): RawBuilder<boolean> {
  // The column of the job has the collation of the database, and PostgreSQL cannot compare values of different
  // collations.
  return sql<boolean>`exists (
    select 1 from stream_action as action
    where action.domain_name = bulk_job.domain_name ${bytewise}
      and action.stream_name = bulk_item.stream_name and action.app_name = bulk_item.app_name
      and ${FORBIDS} and ${writtenAtMs('action')} >= ${writtenAtMs('bulk_job')})`;
}

/** Whether the target of the action was forbidden after the action. `*` stands for every app. */
export async function hasNewerForbid(db: Kysely<StoreTables>, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from stream_action as own join stream_action as action
      on action.domain_name = own.domain_name and action.stream_name = own.stream_name
    where own.id = ${id} and (own.app_name = '*' or own.app_name = action.app_name)
      and ${FORBIDS} and ${writtenAtMs('action')} >= ${writtenAtMs('own')} limit 1`.execute(db);
  return rows.length > 0;
}
