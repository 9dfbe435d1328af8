import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type StoreTables } from './tables.js';

const BATCH = 500;

export interface CopiedTable {
  readonly name: string;
  /** The columns of its unique key, in order. */
  readonly key: readonly string[];
}

export interface Copied {
  readonly total: number;
  /** The number of copied rows. The other rows existed before. */
  readonly copied: number;
}

type Row = Readonly<Record<string, unknown>>;

interface CopyOptions {
  /** The number of rows in one transaction. Default 500. */
  readonly batch?: number;
  /** Only rows with this value in this column. */
  readonly of?: readonly [column: string, value: unknown];
  /** A column that the new database fills itself. */
  readonly without?: string;
  /** Copies rows that depend on these rows, in the same transaction. */
  readonly also?: (transaction: Kysely<StoreTables>, rows: readonly Row[]) => Promise<void>;
}

/**
 * Copies a table in the order of its key, batch by batch. An existing row with the same key stays unchanged.
 * @throws RangeError if a row is missing afterwards
 */
export async function copyRows(
  source: Kysely<StoreTables>,
  target: Kysely<StoreTables>,
  table: CopiedTable,
  { batch = BATCH, of, without, also }: CopyOptions = {},
): Promise<Copied> {
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const valuesOf = (row: Row): RawBuilder<unknown> =>
    sql`(${sql.join(table.key.map((column) => row[column]))})`;
  let [total, copied] = [0, 0];
  let last: Row | undefined;
  for (;;) {
    const conditions = [
      ...(of === undefined ? [] : [sql`${sql.ref(of[0])} = ${of[1]}`]),
      ...(last === undefined ? [] : [sql`(${key}) > ${valuesOf(last)}`]),
      sql`1 = 1`,
    ];
    const { rows } = await sql<Row>`select * from ${sql.table(table.name)}
      where ${sql.join(conditions, sql` and `)} order by ${key} limit ${batch}`.execute(source);
    last = rows.at(-1);
    if (last === undefined) return { total, copied };
    total += rows.length;
    copied += await inTransaction(target, async (transaction) => {
      const before = await countThere(transaction, rows);
      await insert(transaction, table.name, rows, without);
      const after = await countThere(transaction, rows);
      if (after !== rows.length)
        throw new RangeError(
          `${table.name}: ${rows.length - after} rows are not there; something else of theirs, such as a job’s ` +
            'idempotency key, is in use in the database already',
        );
      await also?.(transaction, rows);
      return after - before;
    });
  }

  async function countThere(db: Kysely<StoreTables>, rows: readonly Row[]): Promise<number> {
    const counted = await sql<{ there: string }>`select count(*) as there from ${sql.table(table.name)}
      where (${key}) in (${sql.join(rows.map(valuesOf))})`.execute(db);
    return Number(counted.rows[0]?.there);
  }
}

async function insert(
  db: Kysely<StoreTables>,
  table: string,
  rows: readonly Row[],
  without: string | undefined,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== without);
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)} on conflict do nothing`.execute(db);
}

/** Uses the open transaction if there is one. */
function inTransaction<T>(
  db: Kysely<StoreTables>,
  act: (transaction: Kysely<StoreTables>) => Promise<T>,
): Promise<T> {
  return db.isTransaction ? act(db) : db.transaction().execute(act);
}
