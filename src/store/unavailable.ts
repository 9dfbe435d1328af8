import { StreamError } from '../stream/errors.js';
import { codeOf } from '../stream/thrown.js';
import { type StoreReason } from '../stream/reasons.js';
import { sqliteResultOf, sqlStateOf, toStoreReason } from './store-reason.js';

/** SQLSTATE classes of a wrong statement. A missing privilege (42501) is not one: the operator can grant it. */
const WRONG_STATEMENT = new Set(['22', '23', '42']);
const MISSING_RIGHT = '42501';

/** SQLite result codes of a wrong statement, a violated constraint and a wrong type. */
const WRONG_SQLITE_STATEMENT = new Set([1, 19, 20, 25]);

/**
 * SQLSTATEs of a server that is read-only, stopping or starting. It executed nothing, and another server may execute
 * the statement.
 */
const DROPPED_STATES = new Set(['25006', '57P01', '57P02', '57P03']);

/** A database that restarts is available again after a second or two. */
const RETRY_AFTER_MS = 1000;

/** STORE_UNAVAILABLE. The reason is for the log and for readiness; clients never see it. */
export class StoreUnavailable extends StreamError {
  readonly reason: StoreReason;

  constructor(reason: StoreReason, cause?: unknown) {
    super('STORE_UNAVAILABLE', {
      outcome: 'NOT_SENT',
      retryAfterMs: RETRY_AFTER_MS,
      detail: { reason },
      cause,
    });
    this.reason = reason;
  }
}

/**
 * Whether the connection is unusable and a new one may help: it broke, or its server was demoted or is stopping. 08 is
 * the SQLSTATE class of connection faults; a pooler also sends it.
 */
export function isConnectionFault(thrown: unknown): boolean {
  if (thrown instanceof StreamError || codeOf(thrown) === 'ERR_SQLITE_ERROR') return false;
  const state = sqlStateOf(thrown);
  return state === undefined || state.startsWith('08') || DROPPED_STATES.has(state);
}

/**
 * SQLSTATE classes of temporary faults: 53, insufficient resources; 57, operator intervention (the server is starting
 * or stopping).
 */
const PASSING_CLASSES = new Set(['53', '57']);

/** Whether the fault is temporary. A wrong password, a missing database and a missing privilege are not. */
export function isAway(thrown: unknown): boolean {
  const state = sqlStateOf(thrown);
  return isConnectionFault(thrown) || (state !== undefined && PASSING_CLASSES.has(state.slice(0, 2)));
}

/**
 * Maps a fault of the database to STORE_UNAVAILABLE. Returns the error of a wrong statement unchanged, because it is a
 * bug.
 */
export function toStoreFault(thrown: unknown): unknown {
  if (thrown instanceof StreamError) return thrown;
  const result = sqliteResultOf(thrown);
  if (result !== undefined && WRONG_SQLITE_STATEMENT.has(result)) return thrown;
  const state = sqlStateOf(thrown);
  if (state !== undefined && state !== MISSING_RIGHT && WRONG_STATEMENT.has(state.slice(0, 2))) return thrown;
  return new StoreUnavailable(toStoreReason(thrown), thrown);
}
