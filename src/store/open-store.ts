import { sql, type Kysely } from 'kysely';
import { type JobStore } from '../bulk/job-store.js';
import { type ChangeSignal, type SignalMode } from '../event/change-signal.js';
import { type EventStore } from '../event/event-store.js';
import { type PermitStore } from '../guard/budget/permit-store.js';
import { type LedgerReader, type LedgerWriter } from '../stream/ledger.js';
import { PostgresPermitStore } from './budget.postgres.js';
import { createAttempt } from './attempt.js';
import { closeOpenActions } from './close-open-actions.js';
import { SqlEventStore } from './events.js';
import { createJobStore } from './jobs.js';
import { SqlLedger } from './ledger.js';
import { LocalSignal } from './local-signal.js';
import { createMigrationGate } from './migration-gate.js';
import { MIGRATIONS } from './migrations/list.js';
import { type Dialect, type Migration } from './migrations/migration.js';
import { startRetention } from './retention.js';
import { openSqlite } from './sqlite.js';
import { type SqliteFile } from './sqlite-file.js';
import { toStartFault } from './start-fault.js';
import { type StoreTables } from './tables.js';
import { isAway, type StoreUnavailable } from './unavailable.js';
import { isReadOnly, updateTables, type UpdateOptions } from './update-tables.js';
import { createWriteProof } from './write-proof.js';

/** The timeout of a statement, in milliseconds, as in `createPostgres`. */
const TIMEOUT_MS = 1000;

export interface StoreOptions extends UpdateOptions {
  /** `file:…` for an embedded SQLite file of this process alone; `postgres://…` for a database that replicas share. */
  readonly url: string;
  /**
   * Whether to start while the database is not available. The tables are updated when it is available again. Default
   * false.
   */
  readonly mayBeAway?: boolean | undefined;
  /** How long an action without an outcome can still be in progress, in milliseconds. Default 20,000. */
  readonly pendingMs?: number | undefined;
  /** How long actions and jobs are kept, in days. Default 400. */
  readonly retentionDays?: number | undefined;
  /** How long events are kept, in days. Default 30. */
  readonly eventRetentionDays?: number | undefined;
  readonly onFault?: ((thrown: unknown) => void) | undefined;
  /** The URL of a direct connection to the server, if `url` goes through a pooler. Default: `url`. */
  readonly listenUrl?: string | undefined;
  /** Called when the gateway switches between notifications and polling for changes of other replicas. */
  readonly onSignalMode?: ((mode: SignalMode) => void) | undefined;
  /** Called for each statement that the database did not execute. */
  readonly onUnavailable?: ((fault: StoreUnavailable) => void) | undefined;
  /** Called if another process also has the SQLite file open. Both processes continue, each with its own budget. */
  readonly onSecondProcess?: (() => void) | undefined;
  /**
   * Receives the names of SQLite's files, without their folder, that existed before and that other users can read or
   * write.
   */
  readonly onOpenToOthers?: ((files: readonly string[]) => void) | undefined;
}

export interface Store {
  readonly dialect: Dialect;
  readonly db: Kysely<StoreTables>;
  /** The budget that replicas share; undefined if the process is alone. */
  readonly permits: PermitStore | undefined;
  readonly ledger: LedgerReader & LedgerWriter;
  readonly jobs: JobStore;
  readonly events: EventStore;
  /** Announces changes that this replica or another one has committed. */
  readonly signal: ChangeSignal;
  /** @throws StoreUnavailable while the store cannot write. At most one test write every 5 s serves all callers. */
  check(): Promise<void>;
  /** Starts to delete rows that are older than the retention. Call it once. Startup does not wait for the deletions. */
  startRetention(): void;
  close(): Promise<void>;
}

/**
 * Opens the store and updates its tables, under a lock.
 * @throws Error with one line, without the address or its parts, if the store cannot be used at startup
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { mayBeAway = false, pendingMs = 20_000, onFault = () => undefined } = options;
  const { retentionDays: actions = 400, eventRetentionDays: events = 30 } = options;
  const { dialect, db, file, isAlone, openToOthers, close } = await open(options);
  if (openToOthers.length > 0) options.onOpenToOthers?.(openToOthers);
  if (dialect === 'sqlite' && !isAlone) options.onSecondProcess?.();
  const gate = createMigrationGate(() => updateTables(db, dialect, options), options.timeoutMs ?? TIMEOUT_MS);
  try {
    await gate.finish();
    if (isAlone) await closeOpenActions(db);
  } catch (cause) {
    if (!mayBeAway || dialect === 'sqlite' || !isAway(cause)) {
      await close();
      throw toStartFault(cause);
    }
  }
  let stopForgetting = (): void => undefined;
  const attempt = createAttempt({
    ready: () => gate.pass(),
    onUnavailable: (fault) => {
      proof.invalidate();
      options.onUnavailable?.(fault);
    },
  });
  const proof = createWriteProof({
    write: () => attempt(() => writeOneRow(db)),
    look: () => attempt(() => (file === undefined ? canWrite(db) : hasRoom(db, file))),
  });
  const signal = await openSignal(options);
  const onEvents = (): void => {
    signal.committed('events');
  };
  const ledger = new SqlLedger({ db, dialect, pendingMs, attempt, onEvents });
  return {
    dialect,
    db,
    permits: dialect === 'postgres' ? new PostgresPermitStore(db, attempt) : undefined,
    ledger,
    jobs: createJobStore({
      db,
      dialect,
      attempt,
      onChange: (id) => {
        signal.committed('jobs', id);
      },
    }),
    events: new SqlEventStore({ db, dialect, attempt, onEvents }),
    signal,
    check: () => proof.check(),
    startRetention: () => {
      stopForgetting = startRetention(db, { actions, events }, onFault);
    },
    async close() {
      stopForgetting();
      await signal.close();
      await ledger.close();
      await close();
    },
  };
}

/** A process with its own store learns of every change when it makes the change. */
async function openSignal({ url, listenUrl, onSignalMode }: StoreOptions): Promise<LocalSignal> {
  if (url.startsWith('file:')) return new LocalSignal();
  const { ListeningSignal } = await import('./listening-signal.postgres.js');
  return new ListeningSignal({ url: listenUrl ?? url, onMode: onSignalMode });
}

interface Opened extends Pick<Store, 'dialect' | 'db' | 'close'> {
  readonly file: SqliteFile | undefined;
  readonly isAlone: boolean;
  readonly openToOthers: readonly string[];
}

/** Loads the driver of PostgreSQL only for a PostgreSQL URL. */
async function open(options: StoreOptions): Promise<Opened> {
  if (options.url.startsWith('file:')) {
    try {
      return { dialect: 'sqlite', ...openSqlite(options.url) };
    } catch (cause) {
      throw toStartFault(cause);
    }
  }
  const { createPostgres } = await import('./postgres.js');
  const postgres = createPostgres(options);
  return {
    dialect: 'postgres',
    isAlone: false,
    openToOthers: [],
    db: postgres.db,
    file: undefined,
    close: () => postgres.close(),
  };
}

/** Updates one row that always exists, with the same value, so that the table does not grow. */
async function writeOneRow(db: Kysely<StoreTables>): Promise<void> {
  const [{ name }] = MIGRATIONS.slice(-1) as [Migration];
  await sql`update schema_migration set name = name where name = ${name}`.execute(db);
}

async function canWrite(db: Kysely<StoreTables>): Promise<boolean> {
  return !(await isReadOnly(db));
}

async function hasRoom(db: Kysely<StoreTables>, file: SqliteFile): Promise<boolean> {
  file.checkRoom();
  await sql`select 1`.execute(db);
  return true;
}
