import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { SqliteTurns, type SqliteTurnsOptions } from './sqlite-turns.js';

/** The gateway uses few different statements. Beyond this number, a statement is prepared at each use. */
const KEPT_STATEMENTS = 200;

interface Prepared {
  readonly statement: StatementSync;
  readonly returnsRows: boolean;
}

/** Kysely on `node:sqlite`. It never blocks the event loop while another process holds a lock. */
export function createSqliteDialect(database: DatabaseSync, options: SqliteTurnsOptions): Dialect {
  return {
    createDriver: () => new SqliteDriver(database, options),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new OrderedSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/** `SqliteTurns` orders the statements, so Kysely does not have to block all others while one waits for a lock. */
class OrderedSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #database: DatabaseSync;
  readonly #turns: SqliteTurns;
  readonly #kept = new Map<string, Prepared>();

  constructor(database: DatabaseSync, options: SqliteTurnsOptions) {
    this.#database = database;
    this.#turns = new SqliteTurns(options);
  }

  async init(): Promise<void> {
    // The database is already open.
  }

  acquireConnection(): Promise<DatabaseConnection> {
    const connection: DatabaseConnection = {
      executeQuery: <R>(query: CompiledQuery) => this.#turns.run(connection, () => this.#execute<R>(query)),
      streamQuery: () => {
        throw new Error('The embedded store does not stream.');
      },
    };
    return Promise.resolve(connection);
  }

  /**
   * Takes the write lock at the start. SQLite can refuse a transaction that requests the lock later, and that refusal
   * cannot be retried.
   */
  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#turns.run(connection, () => {
      this.#database.exec('begin immediate');
      this.#turns.started(connection);
    });
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#turns.run(connection, () => {
      this.#database.exec('commit');
    });
    this.#turns.ended(connection);
  }

  /** After a full disk, SQLite has already rolled back the transaction. */
  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      if (this.#database.isTransaction) this.#database.exec('rollback');
    } finally {
      this.#turns.ended(connection);
    }
    return Promise.resolve();
  }

  async releaseConnection(): Promise<void> {
    // All callers share one connection.
  }

  destroy(): Promise<void> {
    this.#kept.clear();
    this.#database.close();
    return Promise.resolve();
  }

  #execute<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statement, returnsRows } = this.#prepare(sql);
    const values = parameters as SQLInputValue[];
    if (returnsRows) return { rows: statement.all(...values) as R[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
  }

  #prepare(text: string): Prepared {
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(text);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    if (this.#kept.size < KEPT_STATEMENTS) this.#kept.set(text, prepared);
    return prepared;
  }
}
