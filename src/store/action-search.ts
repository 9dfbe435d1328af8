import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import { type ActionFilter, type ActionSearch, MOST_INDEXED_DOMAINS } from '../stream/action-search.js';
import { AFTER_EVERY_ID } from './ledger-pages.js';
import { type Dialect } from './migrations/migration.js';
import { type StoreTables, type StreamActionTable } from './tables.js';

/** Reading this many actions takes a few milliseconds. A filter with few matches therefore ends a page early. */
const MOST_READ = 5_000;
/** How many actions one count reads at most. This takes about 20 ms. */
export const MOST_COUNTED = 20_000;
/** The clock of a replica can have been set back by this much since the replica made an id. */
const SET_BACK_MS = 60_000;

/** A part of the ledger that an index returns in order, newest first. */
interface Scan {
  /** The SQL from the `from` clause on, with the order. */
  readonly from: RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
}

export interface SearchOptions {
  readonly db: Kysely<StoreTables>;
  readonly dialect: Dialect;
  /** An older action without an outcome reads as UNKNOWN. */
  readonly oldestPendingMs: number;
  /** How many actions one search reads at most. Default 5,000. */
  readonly mostRead?: number | undefined;
}

/** The newest matching actions, one more than the page holds. */
export function selectFound(options: SearchOptions, search: ActionSearch): CompiledQuery<StreamActionTable> {
  const matches = toCondition(search, options.oldestPendingMs);
  const scans = toScans(options.dialect, search);
  const limit = readLimit(scans, options);
  const size = search.first + 1;
  const found = scans.map(
    ({ from, order }) => sql`
      select * from (
        select * from (select * ${from} limit ${limit}) as scanned where ${matches} ${order} limit ${size}
      ) as found`,
  );
  return sql<StreamActionTable>`
    select * from (${sql.join(found, sql` union all `)}) as every order by id desc limit ${size}`.compile(
    options.db,
  );
}

/** Whether one scan returns all matches in order. Actions that it did not read are then older than those it found. */
export function isOneScan({ dialect }: SearchOptions, search: ActionSearch): boolean {
  return toScans(dialect, search).length === 1;
}

/**
 * The last id of each scan that reached its limit. The search is complete down to the greatest of these ids. Reads
 * no action with the id `downTo` or an older one: the ends below a full page do not change it.
 */
export function selectEnds(
  options: SearchOptions,
  search: ActionSearch,
  downTo: string | undefined,
): CompiledQuery<{ readonly id: string }> {
  const scans = toScans(options.dialect, { ...search, downTo });
  const limit = readLimit(scans, options);
  const ends = scans.map(
    ({ from }) => sql`select * from (select id ${from} limit 1 offset ${limit - 1}) as last`,
  );
  return sql<{ id: string }>`${sql.join(ends, sql` union all `)}`.compile(options.db);
}

/** The number of matches per app, and the number of actions that were read for it. */
export interface TallyRow {
  readonly domain_name: string;
  readonly app_name: string;
  readonly total: number | string;
  readonly scanned: number | string;
}

/**
 * One query per scan. Each query reads at most one action more than the rest of the read limit, so that the caller can
 * detect an excess.
 */
export function toTallies(
  options: SearchOptions,
  filter: ActionFilter,
): ((mostRead: number) => CompiledQuery<TallyRow>)[] {
  const matches = toCondition(filter, options.oldestPendingMs);
  return toScans(options.dialect, filter).map(
    ({ from }) =>
      (mostRead) =>
        sql<TallyRow>`
          select domain_name, app_name, count(*) filter (where ${matches}) as total, count(*) as scanned
          from (select * ${from} limit ${mostRead + 1}) as scanned
          group by domain_name, app_name`.compile(options.db),
  );
}

function readLimit({ length }: readonly Scan[], { mostRead = MOST_READ }: SearchOptions): number {
  return Math.max(1, Math.floor(mostRead / length));
}

/** The narrowest index for a filter: by stream, by operator, by domain, or all actions by id. */
function toScans(dialect: Dialect, filter: ActionFilter & Bounds): Scan[] {
  const { domains, appName, streamName, subject } = filter;
  const range = toRange(filter);
  const [domainName, ...others] = domains ?? [];
  if (domainName !== undefined && others.length === 0 && appName !== undefined && streamName !== undefined)
    return [toStreamScan(dialect, { domainName, appName, streamName }, range)];
  if (subject !== undefined) return [toScan(dialect, 'subject', subject, range)];
  if (domains !== undefined && domains.length <= MOST_INDEXED_DOMAINS)
    return domains.map((name) => toScan(dialect, 'domain_name', name, range));
  const order = sql`order by id desc`;
  return [
    { from: sql`from stream_action where id < ${range.beforeId} and id > ${range.afterId} ${order}`, order },
  ];
}

/** The ids between which actions are read, both exclusive. */
interface Bounds extends Pick<ActionSearch, 'after'> {
  readonly downTo?: string | undefined;
}

/** Bounds for ids. An id begins with its time. */
interface IdRange {
  readonly afterId: string;
  readonly beforeId: string;
}

function toRange({ since, before, after, downTo = '' }: ActionFilter & Bounds): IdRange {
  const untilId = before === undefined ? AFTER_EVERY_ID : toTime(before.getTime() + SET_BACK_MS);
  const beforeId = after !== undefined && after < untilId ? after : untilId;
  // Every id is longer than its time prefix, so an id that is greater than the prefix of `since` is not earlier.
  const sinceId = since === undefined ? '' : toTime(since.getTime());
  return { afterId: sinceId > downTo ? sinceId : downTo, beforeId };
}

/** The prefix of every id of that time. */
function toTime(ms: number): string {
  return Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
}

/**
 * For PostgreSQL, compares and orders by both columns of the index together, which only this index supports. With an
 * equal column and an order by id alone, PostgreSQL may scan all actions by id instead.
 */
function toScan(
  dialect: Dialect,
  column: 'subject' | 'domain_name',
  value: string,
  { afterId, beforeId }: IdRange,
): Scan {
  const name = sql.ref(column);
  if (dialect === 'sqlite') {
    const order = sql`order by id desc`;
    return {
      from: sql`from stream_action where ${name} = ${value} and id < ${beforeId} and id > ${afterId} ${order}`,
      order,
    };
  }
  const order = sql`order by ${name} desc, id desc`;
  const from = sql`from stream_action where (${name}, id) < (${value}, ${beforeId}) and (${name}, id) > (${value}, ${afterId}) ${order}`;
  return { from, order };
}

function toStreamScan(
  dialect: Dialect,
  stream: { readonly domainName: string; readonly appName: string; readonly streamName: string },
  { afterId, beforeId }: IdRange,
): Scan {
  const { domainName, appName, streamName } = stream;
  const of = sql`from stream_action where domain_name = ${domainName} and stream_name = ${streamName}`;
  if (dialect === 'sqlite') {
    const order = sql`order by id desc`;
    return {
      from: sql`${of} and app_name = ${appName} and id < ${beforeId} and id > ${afterId} ${order}`,
      order,
    };
  }
  const order = sql`order by app_name desc, id desc`;
  const from = sql`${of} and (app_name, id) < (${appName}, ${beforeId}) and (app_name, id) > (${appName}, ${afterId}) ${order}`;
  return { from, order };
}

/** All conditions of a filter, including those that the index already applies. */
function toCondition(filter: ActionFilter, oldestPendingMs: number): RawBuilder<unknown> {
  const { domains, appName, streamName, subject, kinds, outcomes, since, before } = filter;
  const conditions = [
    ...(domains === undefined ? [] : [isOneOf('domain_name', domains)]),
    ...(appName === undefined ? [] : [sql`app_name = ${appName}`]),
    ...(streamName === undefined ? [] : [sql`stream_name = ${streamName}`]),
    ...(subject === undefined ? [] : [sql`subject = ${subject}`]),
    ...(kinds === undefined ? [] : [isOneOf('kind', kinds)]),
    ...(outcomes === undefined ? [] : [hasOutcome(outcomes, oldestPendingMs)]),
    ...(since === undefined ? [] : [sql`started_at_ms >= ${since.getTime()}`]),
    ...(before === undefined ? [] : [sql`started_at_ms < ${before.getTime()}`]),
    sql`1 = 1`,
  ];
  return sql.join(conditions, sql` and `);
}

function isOneOf(column: string, values: readonly string[]): RawBuilder<unknown> {
  return values.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(values)})`;
}

/** The displayed outcomes: an action that a crash left without an outcome is UNKNOWN. */
function hasOutcome(
  outcomes: NonNullable<ActionFilter['outcomes']>,
  oldestPendingMs: number,
): RawBuilder<unknown> {
  const stored = outcomes.filter((outcome) => outcome !== 'PENDING');
  const conditions = [isOneOf('outcome', stored)];
  const isPending = sql`outcome = 'PENDING' and started_at_ms`;
  if (outcomes.includes('UNKNOWN')) conditions.push(sql`(${isPending} < ${oldestPendingMs})`);
  if (outcomes.includes('PENDING')) conditions.push(sql`(${isPending} >= ${oldestPendingMs})`);
  return sql`(${sql.join(conditions, sql` or `)})`;
}

/** Makes one index lookup per domain. The number of actions in a domain does not change the cost. */
export async function listActionDomains(db: Kysely<StoreTables>): Promise<string[]> {
  const { rows } = await sql<{ domain_name: string }>`
    with recursive domain (domain_name) as (
      select min(domain_name) from stream_action
      union all
      select (select min(action.domain_name) from stream_action as action
        where action.domain_name > domain.domain_name)
      from domain where domain.domain_name is not null
    )
    select domain_name from domain where domain_name is not null`.execute(db);
  return rows.map(({ domain_name }) => domain_name);
}
