import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { createFolder } from './create-folder.js';
import { filesOpenToOthers } from './file-mode.js';
import { createSqliteDialect } from './sqlite-dialect.js';
import { createSqliteFile, type SqliteFile } from './sqlite-file.js';
import { type StoreTables } from './tables.js';

/** How long a statement waits for a lock of another process. It equals the default statement timeout of PostgreSQL. */
const BUSY_MS = 1000;
/**
 * How long the opening waits for a lock. It can be longer because no request waits for it, and another process may be
 * about to end.
 */
const OPENING_BUSY_MS = 2000;

export interface Sqlite {
  readonly db: Kysely<StoreTables>;
  readonly file: SqliteFile;
  /** Whether no other process has the file open. */
  readonly isAlone: boolean;
  /** The names of existing database files that other users can read or write. */
  readonly openToOthers: readonly string[];
  /** Can be called more than once. */
  close(): Promise<void>;
}

/**
 * The path in a `file:` URL. `file:./data/gateway.db` is relative to the working directory,
 * `file:///var/lib/gateway.db` is absolute, and `file::memory:` is a database in memory.
 */
export function toSqlitePath(url: string): string {
  const path = url.replace(/^file:(?:\/\/(?=\/))?/, '');
  return decodeURIComponent(path.split('?', 1).join(''));
}

/**
 * Opens the embedded store. Committed data is on the disk: the database uses a write-ahead log and syncs it at every
 * commit.
 * @throws Error of the system or of SQLite if the file cannot be used
 */
export function openSqlite(url: string): Sqlite {
  const path = toSqlitePath(url);
  const { DatabaseSync } = loadSqlite();
  const isFile = path !== ':memory:';
  const openToOthers = isFile ? filesOpenToOthers(path) : [];
  if (isFile) createPrivately(path);
  const database = new DatabaseSync(path, { timeout: OPENING_BUSY_MS });
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  // From now on the event loop serves requests, so SQLite must not block it by waiting.
  database.exec('pragma busy_timeout = 0');
  const file = createSqliteFile(isFile ? path : undefined);
  const claim = isFile ? claimFile(`${path}.lock`) : undefined;
  const db = new Kysely<StoreTables>({
    dialect: createSqliteDialect(database, { check: file.checkIdentity, busyMs: BUSY_MS }),
  });
  let closed: Promise<void> | undefined;
  return {
    db,
    file,
    isAlone: !isFile || claim !== undefined,
    openToOthers,
    close: () => (closed ??= db.destroy().finally(() => claim?.close())),
  };
}

/** Suppresses the warning of Node.js 22 that the module is experimental. An operator cannot act on it. */
function loadSqlite() {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Creates the file with mode 0600, because it contains who acted on which stream, and why. */
function createPrivately(path: string): void {
  createFolder(dirname(path), 0o700);
  // Do not open an existing file: closing it would release the locks that this process holds on it.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
}

/**
 * Locks a separate file. The operating system releases the lock however the process ends.
 * @returns undefined if another process holds the lock
 */
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
