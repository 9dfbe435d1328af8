import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type ActionResult } from '../stream/ledger.js';
import { EVENT_CHANNEL } from './channels.js';
import { type NewEventRow, toActionIdentity } from './event-rows.js';
import { type ListColumn, toRows } from './job-database.js';
import { type Dialect } from './migrations/migration.js';
import { type StoreTables } from './tables.js';

export interface EventDatabase {
  readonly db: Kysely<StoreTables>;
  readonly dialect: Dialect;
}

/** The advisory lock of the sequence ("events" as a number). Only the transaction that holds it can take positions. */
const SEQUENCE_LOCK = 111_301_101_116;

const COLUMNS: readonly (readonly [name: keyof NewEventRow, type: ListColumn[1]])[] = [
  ['identity', 'text'],
  ['domain_name', 'text'],
  ['app_name', 'text'],
  ['stream_name', 'text'],
  ['kind', 'text'],
  ['source', 'text'],
  ['action_id', 'text'],
  ['until_ms', 'bigint'],
  ['domain_known', 'integer'],
  ['at_ms', 'bigint'],
];
const NAMES = sql.raw(COLUMNS.map(([name]) => name).join(', '));

/**
 * Positions follow the order of the commits. The lock is taken before a position is taken, and is held until the
 * inserted rows are visible. It is part of the one statement that inserts, so a client cannot stall between the two.
 */
const IN_TURN = sql.raw(`(select pg_advisory_xact_lock(${SEQUENCE_LOCK}) as taken) as turn`);
const ONCE = sql.raw('on conflict (identity) do nothing');
const AND_NOTIFY = sql.raw(`on conflict (identity) do nothing returning pg_notify('${EVENT_CHANNEL}', '')`);

/** Inserts events that are not stored, in one statement, and notifies the replicas. */
export async function insertEvents(
  { db, dialect }: EventDatabase,
  rows: readonly NewEventRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = toRows(
    dialect,
    COLUMNS,
    rows.map((row) => COLUMNS.map(([name]) => row[name])),
  );
  const insert =
    dialect === 'postgres'
      ? sql`insert into stream_event (${NAMES}) select ${NAMES} from ${IN_TURN} cross join ${list} as event ${AND_NOTIFY}`
      : sql`insert into stream_event (${NAMES}) select ${NAMES} from ${list} where true ${ONCE}`;
  await insert.execute(db);
}

/** The outcome of an action. */
export interface Conclusion extends ActionResult {
  readonly id: string;
  readonly atMs: number;
}

const CONCLUSION: readonly ListColumn[] = [
  ['id', 'text'],
  ['outcome', 'text'],
  ['request_id', 'text'],
  ['code', 'text'],
  ['at_ms', 'bigint'],
  ['identity', 'text'],
];

/** The columns of an event, in order, from a successful action and its identity. */
const EVENT_OF_ACTION = sql.raw(`identity, domain_name, app_name, stream_name,
  case kind when 'FORBID' then 'FORBIDDEN' when 'CUT' then 'CUT' else 'RESUMED' end,
  'GATEWAY', id, until_ms, 1, finished_at_ms`);

/** Writes outcomes, and the event of each successful action, all or nothing. The first outcome of an action stays. */
export async function writeConclusions(
  { db, dialect }: EventDatabase,
  batch: readonly Conclusion[],
): Promise<void> {
  const list = toRows(
    dialect,
    CONCLUSION,
    batch.map(({ id, outcome, requestId, code, atMs }) => [
      id,
      outcome,
      requestId ?? null,
      code ?? null,
      Math.floor(atMs),
      toActionIdentity(id),
    ]),
  );
  const update = sql`
    update stream_action set outcome = given.outcome, request_id = given.request_id, code = given.code,
      finished_at_ms = given.at_ms
    from ${list} as given where stream_action.id = given.id and stream_action.outcome = 'PENDING'`;
  const hasEvent = batch.some(({ outcome }) => outcome === 'SUCCEEDED');
  if (!hasEvent) await update.execute(db);
  else if (dialect === 'postgres') await insertFrom(update).execute(db);
  else
    await db.transaction().execute(async (transaction) => {
      await update.execute(transaction);
      await sql`insert into stream_event (${NAMES}) select ${EVENT_OF_ACTION} from (
          select stream_action.*, given.identity from ${list} as given
          join stream_action on stream_action.id = given.id
          where given.outcome = 'SUCCEEDED' and stream_action.outcome = 'SUCCEEDED'
        ) where true ${ONCE}`.execute(transaction);
    });
}

function insertFrom(update: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`with done as (${update} returning stream_action.*, given.identity)
    insert into stream_event (${NAMES}) select ${EVENT_OF_ACTION} from ${IN_TURN} cross join done
    where outcome = 'SUCCEEDED' ${AND_NOTIFY}`;
}
