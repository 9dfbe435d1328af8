import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import { type StreamAddress } from '../stream/address.js';
import { type ActionQuery } from '../stream/ledger.js';
import { ANY_APP } from '../stream/names.js';
import { type ListColumn, toRows } from './job-database.js';
import { type Dialect } from './migrations/migration.js';
import { type StoreTables, type StreamActionTable } from './tables.js';

/** An action and the index of its query. */
export type ActionRow = StreamActionTable & { readonly place: number };

const STREAM: readonly ListColumn[] = [
  ['place', 'integer'],
  ['domain_name', 'text'],
  ['app_name', 'text'],
  ['stream_name', 'text'],
];
const PAGE: readonly ListColumn[] = [...STREAM, ['before_id', 'text'], ['size', 'integer']];

/** Greater than every id. Ids consist of letters, digits, "-" and "_", and are compared byte by byte. */
export const AFTER_EVERY_ID = '~';

/**
 * The newest actions of each query, one more than its page holds. They include actions on the stream's name under every
 * app. The index `stream_action_stream` returns the newest actions of either app in order, so the cost of a page does
 * not depend on the number of actions.
 */
export function selectActions(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  queries: readonly ActionQuery[],
): CompiledQuery<ActionRow> {
  const pages = toRows(
    dialect,
    PAGE,
    queries.map(({ address, first, after }, place) => [
      ...toColumns(address, place),
      after ?? AFTER_EVERY_ID,
      first + 1,
    ]),
  );
  return dialect === 'postgres' ? selectLateral(db, pages) : selectByRowId(db, pages, largestOf(queries));
}

/** The number of actions per stream, counted up to `limit` for each of the two apps. Reads only the index. */
export function selectActionCounts(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  addresses: readonly StreamAddress[],
  limit: number,
): CompiledQuery<{ readonly place: number; readonly total: number | string }> {
  const streams = toRows(dialect, STREAM, addresses.map(toColumns));
  const count = (app: string) => sql`(
    select count(*) from (
      select 1 from stream_action as action
      where action.domain_name = stream.domain_name and action.stream_name = stream.stream_name
        and action.app_name = ${sql.raw(app)}
      limit ${limit}
    ) as counted)`;
  return sql<{ place: number; total: number | string }>`
    select stream.place, ${count('stream.app_name')}
      + case when stream.app_name = ${sql.lit(ANY_APP)} then 0 else ${count(`'${ANY_APP}'`)} end as total
    from ${streams} as stream`.compile(db);
}

function selectLateral(db: Kysely<StoreTables>, pages: ReturnType<typeof toRows>): CompiledQuery<ActionRow> {
  const newest = (app: string) => sql`(
    select * from stream_action
    ${newestFirst('postgres', 'page', { app, before: sql`page.before_id` })} limit page.size)`;
  return sql<ActionRow>`
    select page.place, action.* from ${pages} as page cross join lateral (
      select * from (
        ${newest('page.app_name')} union all ${newest(OF_EVERY_APP)}
      ) as newest order by id desc limit page.size
    ) as action
    order by page.place, action.id desc`.compile(db);
}

/** SQLite has no lateral join, and the limit of a subquery is the same for every row. */
function selectByRowId(
  db: Kysely<StoreTables>,
  pages: ReturnType<typeof toRows>,
  limit: number,
): CompiledQuery<ActionRow> {
  const newest = (app: string) => sql`
    select * from (
      select rowid, id from stream_action
      ${newestFirst('sqlite', 'page', { app, before: sql`page.before_id` })} limit ${limit})`;
  return sql<ActionRow>`
    with page as materialized ${pages}
    select page.place, action.* from page cross join stream_action as action
    where action.rowid in (
      select rowid from (
        ${newest('page.app_name')} union all ${newest(OF_EVERY_APP)}
      ) order by id desc limit ${limit}
    )
    order by page.place, action.id desc`.compile(db);
}

/** The app `*`. It is empty, and matches no action, if the page already is one of the app `*`. */
const OF_EVERY_APP = `case when page.app_name = '${ANY_APP}' then '' else '${ANY_APP}' end`;

/**
 * The condition and the order that read one app's actions of a stream from the index `stream_action_stream`, newest
 * first. For PostgreSQL, the condition compares and orders by app and id together, which only this index supports. With
 * an equal app and an order by id alone, PostgreSQL may scan the actions of all streams by id instead. The names of
 * domain and stream are compared with `=`, because a row comparison ends an index scan only by its first column.
 * @param list the name of the list with the names of the stream
 */
export function newestFirst(
  dialect: Dialect,
  list: string,
  { app, before, and = sql`` }: { app: string; before: RawBuilder<unknown>; and?: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const [domainName, streamName, appName] = [`${list}.domain_name`, `${list}.stream_name`, app].map((name) =>
    sql.raw(name),
  );
  if (dialect === 'sqlite')
    return sql`
      where domain_name = ${domainName} and stream_name = ${streamName} and app_name = ${appName}
        and id < ${before} ${and}
      order by id desc`;
  return sql`
    where domain_name = ${domainName} and stream_name = ${streamName}
      and (app_name, id) < (${appName}, ${before}) and (app_name, id) > (${appName}, '') ${and}
    order by app_name desc, id desc`;
}

function largestOf(queries: readonly ActionQuery[]): number {
  return 1 + Math.max(0, ...queries.map(({ first }) => first));
}

function toColumns({ domainName, appName, streamName }: StreamAddress, place: number): unknown[] {
  return [place, domainName, appName, streamName];
}
