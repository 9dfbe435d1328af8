import { CompiledQuery } from 'kysely';
import { type Dialect } from './migrations/migration.js';
import { type StreamActionTable } from './tables.js';

const COLUMNS: readonly (keyof StreamActionTable)[] = [
  'id',
  'domain_name',
  'app_name',
  'stream_name',
  'kind',
  'subject',
  'reason',
  'until_ms',
  'correlation_id',
  'job_id',
  'outcome',
  'request_id',
  'code',
  'started_at_ms',
  'finished_at_ms',
];

/** The two statements that stand in the way of every action, written once: building them anew costs more than they do. */
export class LedgerStatements {
  readonly #mark: (place: number) => string;
  readonly #inserts = new Map<number, string>();
  readonly #conclude: string;

  constructor(dialect: Dialect) {
    this.#mark = dialect === 'postgres' ? (place) => `$${place}` : () => '?';
    const [outcome, requestId, code, finishedAt, id] = [1, 2, 3, 4, 5].map(this.#mark);
    // The first outcome stays: a row that has one is not touched.
    this.#conclude =
      `update stream_action set outcome = ${outcome}, request_id = ${requestId}, code = ${code}, ` +
      `finished_at_ms = ${finishedAt} where id = ${id} and outcome = 'PENDING'`;
  }

  insert(rows: readonly StreamActionTable[]): CompiledQuery {
    let text = this.#inserts.get(rows.length);
    if (text === undefined) {
      text = this.#toInsert(rows.length);
      this.#inserts.set(rows.length, text);
    }
    return CompiledQuery.raw(
      text,
      rows.flatMap((row) => COLUMNS.map((column) => row[column])),
    );
  }

  /** @param values outcome, request id, code, time, and the action's id */
  conclude(values: readonly [string, string | null, string | null, number, string]): CompiledQuery {
    return CompiledQuery.raw(this.#conclude, [...values]);
  }

  /** Tried again after a broken connection, a row may be there already. */
  #toInsert(rows: number): string {
    const values = Array.from({ length: rows }, (_, row) => {
      const marks = COLUMNS.map((_column, column) => this.#mark(row * COLUMNS.length + column + 1));
      return `(${marks.join(', ')})`;
    });
    const into = `insert into stream_action (${COLUMNS.join(', ')})`;
    return `${into} values ${values.join(', ')} on conflict (id) do nothing`;
  }
}
