import { randomUUID } from 'node:crypto';
import { type Config } from '../config/config.js';
import { type Secrets } from '../config/secrets.js';
import { type GuardOptions } from '../guard/guard.js';
import { createLedgerWriter, type OnUnrecorded } from '../store/ledger-writer.js';
import { openStore, type Store } from '../store/open-store.js';
import { toStoreReason } from '../store/store-reason.js';
import { type StoreUnavailable } from '../store/unavailable.js';
import { type PermitStore } from '../guard/budget/permit-store.js';
import { type LedgerWriter } from '../stream/ledger.js';
import { type Logger } from '../telemetry/logger.js';
import { type Telemetry } from './telemetry.js';

/**
 * The time after the deadline of a request in which a replica that ends still writes the outcome, in
 * milliseconds.
 */
const OUTCOME_MARGIN_MS = 10_000;

/** Opens the store: the embedded file, or the database that all replicas share. */
export function openAppStore(
  { store, requestTimeoutMs, ledgerRetentionDays, eventRetentionDays }: Config,
  { databaseUrl, listenUrl }: Secrets,
  logger: Logger,
): Promise<Store> {
  return openStore({
    url: databaseUrl,
    mayBeAway: store.whenDown === 'degrade',
    pendingMs: requestTimeoutMs + OUTCOME_MARGIN_MS,
    retentionDays: ledgerRetentionDays,
    eventRetentionDays,
    listenUrl,
    onSignalMode: (mode) => {
      logger.info({ mode }, 'changes by other replicas are now detected in this mode');
    },
    onMigration: () => {
      logger.info('the tables of the store are migrated; with a large ledger, this takes minutes');
    },
    onIdleFault: () => {
      logger.warn('a connection to the database broke');
    },
    onSecondProcess: () => {
      logger.warn('another process uses the same SQLite file: replicas need PostgreSQL to share a budget');
    },
    onOpenToOthers: (files) => {
      logger.warn({ files }, 'other users can read the database file: set its mode to 0600');
    },
    onFault: (thrown) => {
      logger.warn({ reason: toStoreReason(thrown) }, 'old actions could not be removed from the ledger');
    },
    onUnavailable: createStoreLog(logger),
  });
}

/**
 * The interval of log lines about an unavailable store with the same reason, in milliseconds. Otherwise every
 * failing request would log it.
 */
const SAME_REASON_MS = 60_000;

function createStoreLog(logger: Logger): (fault: StoreUnavailable) => void {
  let last = { reason: '', atMs: -Infinity };
  return ({ reason }) => {
    const nowMs = performance.now();
    if (reason === last.reason && nowMs < last.atMs + SAME_REASON_MS) return;
    last = { reason, atMs: nowMs };
    logger.warn({ reason }, 'the store cannot be used');
  };
}

/**
 * Creates the writer of the ledger. With STORE_DOWN=degrade, an action that the ledger cannot store is written
 * to the log.
 */
export function createAppLedgerWriter(
  { store: { whenDown } }: Config,
  { ledger }: Store,
  { onLedgerWrite }: Telemetry,
  logger: Logger,
): LedgerWriter {
  const onUnrecorded: OnUnrecorded = ({ address, ...action }) => {
    logger.error({ ...address, ...action }, 'action not in the ledger');
  };
  return createLedgerWriter(ledger, {
    onWrite: onLedgerWrite,
    onUnrecorded: whenDown === 'degrade' ? onUnrecorded : undefined,
  });
}

/** Returns the shared permit store. A single process has none, and keeps its budget in memory. */
export function toShared(
  { store }: Config,
  permits: PermitStore | undefined,
): { readonly shared?: GuardOptions['shared'] } {
  if (permits === undefined) return {};
  const { replicas, whenDown } = store;
  return { shared: { store: permits, replica: randomUUID(), replicas, whenDown } };
}
