import { type CompiledQuery, type Kysely, sql } from 'kysely';
import { type StreamAddress } from '../stream/address.js';
import { ANY_APP } from '../stream/names.js';
import { type ListColumn, toRows } from './job-database.js';
import { type Dialect } from './migrations/migration.js';
import { AFTER_EVERY_ID, newestFirst } from './ledger-pages.js';
import { type StoreTables } from './tables.js';

const STREAM: readonly ListColumn[] = [
  ['place', 'integer'],
  ['domain_name', 'text'],
  ['app_name', 'text'],
  ['stream_name', 'text'],
];

/**
 * The end of the newest successful forbid of each stream; undefined if a successful resume followed it or if the end
 * has passed. One statement reads each stream's actions, from the newest to the first successful forbid or resume.
 */
export async function readForbiddenUntil(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  addresses: readonly StreamAddress[],
  nowMs: number,
): Promise<(Date | undefined)[]> {
  const { rows } = await db.executeQuery(selectEnds(db, dialect, addresses, nowMs));
  const ends = new Array<Date | undefined>(addresses.length);
  for (const { place, until_ms: untilMs } of rows) ends[place] = new Date(Number(untilMs));
  return ends;
}

export function selectEnds(
  db: Kysely<StoreTables>,
  dialect: Dialect,
  addresses: readonly StreamAddress[],
  nowMs: number,
): CompiledQuery<{ readonly place: number; readonly until_ms: number | string }> {
  const list = addresses.map(({ domainName, appName, streamName }, place) => [
    place,
    domainName,
    appName,
    streamName,
  ]);
  const streams = toRows(dialect, STREAM, list);
  const latestFirst = newestFirst(dialect, 'stream', {
    app: 'stream.app_name',
    before: sql`${AFTER_EVERY_ID}`,
    and: sql`and outcome = 'SUCCEEDED' and kind in ('FORBID', 'RESUME')`,
  });
  return sql<{ place: number; until_ms: number | string }>`
    select stream.place, latest.until_ms from ${streams} as stream
    cross join stream_action as latest
    where latest.id = (
        select id from stream_action ${latestFirst} limit 1
      )
      and latest.kind = 'FORBID' and latest.until_ms > ${Math.floor(nowMs)}
      and not exists (
        select 1 from stream_action as lifted
        where lifted.domain_name = stream.domain_name and lifted.stream_name = stream.stream_name
          and lifted.app_name = ${sql.lit(ANY_APP)} and lifted.id > latest.id
          and lifted.outcome = 'SUCCEEDED' and lifted.kind = 'RESUME'
      )`.compile(db);
}
