import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { filesOpenToOthers } from './file-mode.js';
import { createSqliteDialect } from './sqlite-dialect.js';
import { createSqliteFile, type SqliteFile } from './sqlite-file.js';
import { type StoreTables } from './tables.js';

/** How long a statement waits for a lock of another process; as long as one of PostgreSQL may take. */
const BUSY_MS = 1000;
/** How long the opening does, which nothing else waits for: another process may be about to end. */
const OPENING_BUSY_MS = 2000;

export interface Sqlite {
  readonly db: Kysely<StoreTables>;
  readonly file: SqliteFile;
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
  const database = new DatabaseSync(path, { timeout: OPENING_BUSY_MS });
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
  // From here on the event loop serves others: nothing may wait inside of SQLite.
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

/** Node.js 22 warns on standard error that the module is experimental; an operator cannot act on that warning. */
function loadSqlite() {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The file is readable by its owner only: it holds who acted on which stream, and why. */
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
