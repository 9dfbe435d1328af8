import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { filesOpenToOthers } from './file-mode.js';
import { type StoreTables } from './tables.js';

/** Statements are few; what is beyond this is prepared anew. */
const KEPT_STATEMENTS = 200;
const BUSY_TIMEOUT_MS = 2000;

export interface Sqlite {
  readonly db: Kysely<StoreTables>;
  /** Whether no other process has the file open. */
  readonly isAlone: boolean;
  /** The names of files that were there before and that other users may read or write. */
  readonly openToOthers: readonly string[];
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
  const { DatabaseSync } = loadSqlite();
  const isFile = path !== ':memory:';
  const openToOthers = isFile ? filesOpenToOthers(path) : [];
  if (isFile) createPrivately(path);
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  const claim = isFile ? claimFile(`${path}.lock`) : undefined;
  const db = new Kysely<StoreTables>({
    dialect: new SqliteDialect({ database: toKyselyDatabase(database) }),
  });
  let closed: Promise<void> | undefined;
  return {
    db,
    isAlone: !isFile || claim !== undefined,
    openToOthers,
    close: () => (closed ??= db.destroy().finally(() => claim?.close())),
  };
}

/** Node 22 says on standard error that the module is experimental; whoever runs a gateway can do nothing about it. */
function loadSqlite() {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** What stands in it is nobody else's business: who acted on which stream, and why. */
function createPrivately(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Never opened when it is there: closing it would drop the locks that this process has on it.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

/** A lock on a file of its own, which the system takes back however the process ends; undefined: another has it. */
function claimFile(path: string): DatabaseSync | undefined {
  const { DatabaseSync } = loadSqlite();
  createPrivately(path);
  const claim = new DatabaseSync(path, { timeout: 0 });
  try {
    claim.exec('begin exclusive');
    return claim;
  } catch {
    claim.close();
    return undefined;
  }
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
