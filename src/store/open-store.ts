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
import { migrate } from './migrations/migrate.js';
import { MIGRATIONS } from './migrations/list.js';
import { type Dialect, type Migration } from './migrations/migration.js';
import { type PostgresOptions } from './postgres.js';
import { startRetention } from './retention.js';
import { openSqlite } from './sqlite.js';
import { type SqliteFile } from './sqlite-file.js';
import { toStartFault } from './start-fault.js';
import { type StoreTables } from './tables.js';
import { isAway, type StoreUnavailable } from './unavailable.js';
import { createWriteProof } from './write-proof.js';

export interface StoreOptions extends PostgresOptions {
  /** `file:` an embedded SQLite file of this process alone; `postgres://…` what every replica shares. */
  readonly url: string;
  /** Whether to begin although the database is away; the tables follow when it is back. Default false. */
  readonly mayBeAway?: boolean | undefined;
  /** How long an action without an outcome can still be on its way. Default 20,000. */
  readonly pendingMs?: number | undefined;
  /** How long actions and jobs are kept. Default 400. */
  readonly retentionDays?: number | undefined;
  /** How long events are kept. Default 30. */
  readonly eventRetentionDays?: number | undefined;
  readonly onFault?: ((thrown: unknown) => void) | undefined;
  /** Of a connection that leads straight to the server, where `url` goes through a pooler. Default: `url`. */
  readonly listenUrl?: string | undefined;
  /** Called when the way in which changes of other replicas are noticed has changed. */
  readonly onSignalMode?: ((mode: SignalMode) => void) | undefined;
  /** Called for each statement that the database did not execute. */
  readonly onUnavailable?: ((fault: StoreUnavailable) => void) | undefined;
  /** Called when another process has the SQLite file open, too: both go on, each with a budget of its own. */
  readonly onSecondProcess?: (() => void) | undefined;
  /** Receives the names of SQLite's files, without their folder, that were there and that other users may read or write. */
  readonly onOpenToOthers?: ((files: readonly string[]) => void) | undefined;
}

export interface Store {
  readonly dialect: Dialect;
  readonly db: Kysely<StoreTables>;
  /** What replicas share; undefined where the process is alone. */
  readonly permits: PermitStore | undefined;
  readonly ledger: LedgerReader & LedgerWriter;
  readonly jobs: JobStore;
  readonly events: EventStore;
  /** Announces what was committed, by this replica or another. */
  readonly signal: ChangeSignal;
  /** @throws StoreUnavailable while nothing can be written. At most one write every 5 s proves it for all callers. */
  check(): Promise<void>;
  /** Called once: from now on deletes what is older than the retention. The start does not wait for it. */
  startRetention(): void;
  close(): Promise<void>;
}

/**
 * Opens the store and brings its tables up to date, under a lock.
 * @throws Error in one line, without the address or what it holds, where it cannot be used at the start
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { mayBeAway = false, pendingMs = 20_000, onFault = () => undefined } = options;
  const { retentionDays: actions = 400, eventRetentionDays: events = 30 } = options;
  const { dialect, db, file, isAlone, openToOthers, close } = await open(options);
  if (openToOthers.length > 0) options.onOpenToOthers?.(openToOthers);
  if (dialect === 'sqlite' && !isAlone) options.onSecondProcess?.();
  const ready = createMigrationGate(() => migrate(db, { dialect }));
  try {
    await ready();
    if (isAlone) await closeOpenActions(db);
  } catch (cause) {
    if (!mayBeAway || dialect === 'sqlite' || !isAway(cause)) {
      await close();
      throw toStartFault(cause);
    }
  }
  let stopForgetting = (): void => undefined;
  const attempt = createAttempt({
    ready,
    onUnavailable: (fault) => {
      proof.invalidate();
      options.onUnavailable?.(fault);
    },
  });
  const proof = createWriteProof({
    write: () => attempt(() => writeOneRow(db)),
    look: () => attempt(() => (file === undefined ? isWritable(db) : hasRoom(db, file))),
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

/** A process that has its store for itself learns of every change as it makes it. */
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

/** The driver of PostgreSQL is loaded where one is named. */
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

/** One row that is always there. It is written as it is, so that the table does not grow. */
async function writeOneRow(db: Kysely<StoreTables>): Promise<void> {
  const [{ name }] = MIGRATIONS.slice(-1) as [Migration];
  await sql`update schema_migration set name = name where name = ${name}`.execute(db);
}

/** A standby, and a server in read-only mode, answer so. */
async function isWritable(db: Kysely<StoreTables>): Promise<boolean> {
  const { rows } = await sql<{ setting: string }>`
    select current_setting('transaction_read_only') as setting`.execute(db);
  return rows[0]?.setting === 'off';
}

async function hasRoom(db: Kysely<StoreTables>, file: SqliteFile): Promise<boolean> {
  file.checkRoom();
  await sql`select 1`.execute(db);
  return true;
}
