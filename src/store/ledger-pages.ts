import { type Kysely } from 'kysely';
import { type StreamAddress } from '../stream/address.js';
import { ANY_APP } from '../stream/names.js';
import { type StoreTables } from './tables.js';

export interface ActionRange {
  /** At most this many. */
  readonly limit: number;
  /** Only actions older than the one with this id. */
  readonly before: string | undefined;
}

/**
 * A stream's actions, those on its name under every app among them, newest first. The newest of either app come off
 * the index in their order, so that a page costs the same however many there are; `in` has PostgreSQL sort them all, or
 * walk through other streams' actions for them.
 */
export function selectActions(db: Kysely<StoreTables>, address: StreamAddress, range: ActionRange) {
  const own = selectOfApp(db, address, range);
  const all =
    address.appName === ANY_APP
      ? own
      : own.unionAll(selectOfApp(db, { ...address, appName: ANY_APP }, range));
  return all.orderBy('id', 'desc').limit(range.limit);
}

/** How many actions `selectActions` has in all. */
export function selectActionCount(
  db: Kysely<StoreTables>,
  { domainName, appName, streamName }: StreamAddress,
) {
  return db
    .selectFrom('stream_action')
    .where('domain_name', '=', domainName)
    .where('stream_name', '=', streamName)
    .where('app_name', 'in', [appName, ANY_APP])
    .select(({ fn }) => fn.countAll<number | string>().as('total'));
}

/** Within another query, since SQLite sorts and cuts only what is no part of a union. */
function selectOfApp(
  db: Kysely<StoreTables>,
  { domainName, appName, streamName }: StreamAddress,
  { limit, before }: ActionRange,
) {
  const all = db
    .selectFrom('stream_action')
    .where('domain_name', '=', domainName)
    .where('stream_name', '=', streamName)
    .where('app_name', '=', appName);
  const older = before === undefined ? all : all.where('id', '<', before);
  const newest = older.selectAll().orderBy('id', 'desc').limit(limit);
  return db.selectFrom(newest.as('newest')).selectAll();
}
