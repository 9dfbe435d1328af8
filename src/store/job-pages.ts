import { sql } from 'kysely';
import { type JobQuery, type StoredJob } from '../bulk/job-store.js';
import { type BulkState } from '../bulk/bulk-resume.js';
import { type JobDatabase, type ListColumn, toRows } from './job-database.js';
import { JOB_COLUMNS, type JobRow, toStoredJob } from './stored-job.js';

const STATES: readonly BulkState[] = ['RUNNING', 'CANCELLED', 'FINISHED'];
const SCOPE: readonly ListColumn[] = [
  ['name', 'text'],
  ['state', 'text'],
];

/**
 * The newest jobs of the caller and of the domains. For each scope (the caller or a domain) and each state, an index
 * gives one page of rows in order. The cost of a page does not depend on the number of jobs.
 */
export async function listJobs(
  { db, dialect }: JobDatabase,
  { subject, domains, state, after, first }: JobQuery,
): Promise<StoredJob[]> {
  const states = state === undefined ? STATES : [state];
  const [beforeMs, beforeId] = [after?.startedAtMs ?? Number.MAX_SAFE_INTEGER, after?.id ?? ''];
  const newest = (column: string) => sql`
    select id from bulk_job where ${sql.ref(column)} = scope.name and state = scope.state
      and (started_at_ms, id) < (${beforeMs}, ${beforeId})
    order by started_at_ms desc, id desc limit ${first}`;
  const newestOf = (column: string, names: readonly string[]) => {
    const scopes = toRows(
      dialect,
      SCOPE,
      names.flatMap((name) => states.map((each) => [name, each])),
    );
    return dialect === 'postgres'
      ? sql`select newest.id from ${scopes} as scope cross join lateral (${newest(column)}) as newest`
      : sql`select job.id from ${scopes} as scope cross join bulk_job as job where job.id in (${newest(column)})`;
  };
  const columns = sql.join(JOB_COLUMNS.map((name) => sql.ref(name)));
  const { rows } = await sql<JobRow>`
    select ${columns} from bulk_job
    where id in (${newestOf('subject', [subject])} union ${newestOf('domain_name', domains)})
    order by started_at_ms desc, id desc limit ${first}`.execute(db);
  return rows.map(toStoredJob);
}

/** Makes one index lookup per domain. The number of jobs in a domain does not change the cost. */
export async function listJobDomains({ db }: JobDatabase): Promise<string[]> {
  const { rows } = await sql<{ domain_name: string }>`
    with recursive domain (domain_name) as (
      select min(domain_name) from bulk_job
      union all
      select (select min(job.domain_name) from bulk_job as job where job.domain_name > domain.domain_name)
      from domain where domain.domain_name is not null
    )
    select domain_name from domain where domain_name is not null`.execute(db);
  return rows.map(({ domain_name }) => domain_name);
}
