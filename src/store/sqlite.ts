import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { type StoreTables } from './tables.js';

/** Statements are few; what is beyond this is prepared anew. */
const KEPT_STATEMENTS = 200;
const BUSY_TIMEOUT_MS = 2000;

export interface Sqlite {
  readonly db: Kysely<StoreTables>;
  /** Once or more often. */
  close(): Promise<void>;
}

/**
 * The path in a `file:` URL, taken as people write it: `file:./data/gateway.db` is below the working directory,
 * `file:///var/lib/gateway.db` is absolute, `file::memory:` lasts as long as the process.
 */
export function toSqlitePath(url: string): string {
  const path = url.replace(/^file:(?:\/\/(?=\/))?/, '');
  return decodeURIComponent(path.split('?', 1).join(''));
}

/**
 * Opens the embedded store. What is committed is on the disk: write-ahead log, synced at every commit.
 * @throws Error of the system or of SQLite where the file cannot be used
 */
export function openSqlite(url: string): Sqlite {
  const path = toSqlitePath(url);
  const isFile = path !== ':memory:';
  // What stands in it is nobody else's business: who acted on which stream, and why.
  if (isFile) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  if (isFile) chmodSync(path, 0o600);
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  const db = new Kysely<StoreTables>({
    dialect: new SqliteDialect({ database: toKyselyDatabase(database) }),
  });
  let closed: Promise<void> | undefined;
  return { db, close: () => (closed ??= db.destroy()) };
}

function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = kept.get(text);
      if (known !== undefined) return known;
      const statement = toKyselyStatement(database.prepare(text));
      if (kept.size < KEPT_STATEMENTS) kept.set(text, statement);
      return statement;
    },
    close() {
      kept.clear();
      database.close();
    },
  };
}

function toKyselyStatement(statement: StatementSync): SqliteStatement {
  const given = (values: readonly unknown[]): SQLInputValue[] => values as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...given(values)),
    run: (values) => statement.run(...given(values)),
    iterate: (values) => statement.iterate(...given(values)) as IterableIterator<unknown>,
  };
}
